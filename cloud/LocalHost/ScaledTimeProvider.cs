namespace Cloud.LocalHost;

/// <summary>
/// The one clock that all tiers of the process share: it runs <c>speed</c> times as fast as the clock under it, timers included,
/// so that event time, arrival time and the time policy agree at any speed. Thread-safe.
/// </summary>
/// <param name="real">The clock under it.</param>
/// <param name="speed">How many of this clock's seconds pass in one of the other's, at least 1.</param>
public sealed class ScaledTimeProvider(TimeProvider real, double speed) : TimeProvider
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly long _startTimestamp = real.GetTimestamp();
    private readonly DateTimeOffset _startUtc = real.GetUtcNow();
    private long _skippedTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _startUtc.AddTicks(GetTimestamp() + Interlocked.Read(ref _skippedTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)(real.GetElapsedTime(_startTimestamp).Ticks * speed);

    /// <summary>
    /// Steps forward to an instant, if it lies ahead. A fast clock of an earlier run may have been there already, and stored
    /// time must not go back.
    /// </summary>
    public void SkipTo(DateTimeOffset instant)
    {
        var ahead = instant - GetUtcNow();
        if (ahead > TimeSpan.Zero) Interlocked.Add(ref _skippedTicks, ahead.Ticks);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, Shrink(dueTime), Shrink(period)), this);

    // Zero (at once) and infinite (never) mean the same on every clock.
    private TimeSpan Shrink(TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero) return wait;
        var shrunk = wait / speed;
        return shrunk < ShortestWait ? ShortestWait : shrunk;
    }

    private sealed class ScaledTimer(ITimer timer, ScaledTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shrink(dueTime), clock.Shrink(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
