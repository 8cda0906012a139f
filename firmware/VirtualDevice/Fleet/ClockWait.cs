namespace Firmware.VirtualDevice.Fleet;

/// <summary>Waits on a thread by any clock. Used by one thread.</summary>
internal sealed class ClockWait : IDisposable
{
    private readonly ManualResetEventSlim _due = new();
    private readonly ITimer _timer;

    /// <summary>Makes a wait.</summary>
    /// <param name="clock">The clock to wait by.</param>
    public ClockWait(TimeProvider clock) => _timer = clock.CreateTimer(
        static due => ((ManualResetEventSlim)due!).Set(), _due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Waits until the time has passed, or the token is cancelled.</summary>
    /// <returns>False when it was cancelled.</returns>
    public bool Wait(TimeSpan time, CancellationToken cancellation)
    {
        if (time <= TimeSpan.Zero) return !cancellation.IsCancellationRequested;
        _due.Reset();
        _timer.Change(time, Timeout.InfiniteTimeSpan);
        try
        {
            _due.Wait(cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the timer. A callback on its way may still set the event, which holds nothing that needs disposal.</summary>
    public void Dispose() => _timer.Dispose();
}
