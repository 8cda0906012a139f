namespace Gateway.Host.Storage;

/// <summary>An offset that only rises, and for which others can wait. Thread-safe.</summary>
internal sealed class OffsetProgress(long start)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = NewSignal();
    private long _offset = start;

    /// <summary>The highest offset so far.</summary>
    public long Offset
    {
        get
        {
            lock (_lock) return _offset;
        }
    }

    /// <summary>Raises the offset; a lower one changes nothing.</summary>
    public void Advance(long offset)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (offset <= _offset) return;
            _offset = offset;
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.SetResult();
    }

    /// <summary>Waits until the offset is at least the target.</summary>
    public async Task WaitAsync(long target, CancellationToken cancellation)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_offset >= target) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
