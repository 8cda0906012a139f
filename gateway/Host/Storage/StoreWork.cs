namespace Gateway.Host.Storage;

/// <summary>A piece of work for the store's writer: it runs inside a transaction that it shares with others.</summary>
internal abstract class StoreWork
{
    /// <summary>How many messages it writes; 1 where it writes something else.</summary>
    public virtual int Messages => 1;

    /// <summary>How many bytes of messages it writes.</summary>
    public virtual long Bytes => 0;

    /// <summary>The writer takes it: from here on it stays as it is.</summary>
    public virtual void Seal()
    {
    }

    /// <summary>Does the work; called on the writer's thread.</summary>
    public abstract void Apply(StoreConnection connection);

    /// <summary>Tells that the transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells that the transaction was rolled back, whether or not the work had been done by then.</summary>
    public abstract void Fail(Exception cause);
}
