namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// The true time of one simulated device: it stands still until it is moved, so a day takes as long as the work of a day. Has no
/// timers: a simulation steps its devices itself. Used by one thread at a time.
/// </summary>
/// <param name="start">The first instant.</param>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly long _startTicks = start.UtcTicks;

    /// <summary>Milliseconds since the start; never goes back.</summary>
    public long ElapsedMs { get; private set; }

    /// <summary>Unix time in milliseconds.</summary>
    public long UnixMs => _startUnixMs + ElapsedMs;

    private readonly long _startUnixMs = start.ToUnixTimeMilliseconds();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves on to an instant.</summary>
    /// <param name="elapsedMs">Milliseconds since the start, at least <see cref="ElapsedMs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The instant has passed.</exception>
    public void MoveTo(long elapsedMs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsedMs, ElapsedMs);
        ElapsedMs = elapsedMs;
    }

    public override DateTimeOffset GetUtcNow() => new(_startTicks + GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => ElapsedMs * TimeSpan.TicksPerMillisecond;

    /// <summary>Not offered.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("virtual time has no timers: whoever moves it steps the devices");
}
