namespace Gateway.Host.Storage;

/// <summary>Work with a result that others wait for; they learn it after the commit.</summary>
internal abstract class StoreWork<T> : StoreWork
{
    // Waiters run elsewhere: the writer's thread goes on with the next transaction.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Completion => _completion.Task;

    public sealed override void Apply(StoreConnection connection) => _result = Do(connection);

    public sealed override void Complete()
    {
        OnCommitted(_result);
        if (!IsOver) return;
        _completion.SetResult(_result);
    }

    public sealed override void Fail(Exception cause)
    {
        OnRolledBack();
        _completion.TrySetException(cause);
    }

    /// <summary>Whether the commit was its last; false when it is queued again, and nobody learns anything yet.</summary>
    protected virtual bool IsOver => true;

    /// <summary>Does the work, inside the transaction.</summary>
    protected abstract T Do(StoreConnection connection);

    /// <summary>Runs after the commit and before anybody learns the result; on the writer's thread.</summary>
    protected virtual void OnCommitted(T result)
    {
    }

    /// <summary>Runs after the transaction was rolled back; on the writer's thread.</summary>
    protected virtual void OnRolledBack()
    {
    }
}
