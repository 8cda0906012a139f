namespace Gateway.Host.Storage;

/// <summary>Work that is one function.</summary>
internal sealed class StoreStep<T>(Func<StoreConnection, T> step) : StoreWork<T>
{
    protected override T Do(StoreConnection connection) => step(connection);
}
