using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// The clocks of one boot as the firmware sees them: uptime from that boot, UTC unknown until SNTP has answered, and then off by
/// whatever step it is told. Used by one thread at a time.
/// </summary>
/// <param name="time">The true time.</param>
internal sealed class BoardClock(VirtualTime time) : IClock
{
    /// <summary>How long SNTP takes to answer once there is a network, in ms.</summary>
    public const int SntpMs = 3_000;

    private readonly long _bootMs = time.ElapsedMs;
    private long _utcKnownFromMs = long.MaxValue;
    private long _stepMs;
    private long _stepUntilMs;

    /// <summary>The clocks after a deep sleep: the uptime begins anew, and UTC goes on.</summary>
    public BoardClock(VirtualTime time, BoardClock before)
        : this(time)
    {
        if (before.IsUtcKnown) _utcKnownFromMs = before._utcKnownFromMs;
        (_stepMs, _stepUntilMs) = (before._stepMs, before._stepUntilMs);
    }

    /// <inheritdoc/>
    public long UptimeMs => time.ElapsedMs - _bootMs;

    /// <inheritdoc/>
    public bool IsUtcKnown => time.ElapsedMs >= _utcKnownFromMs;

    /// <inheritdoc/>
    public long UtcMs => time.UnixMs + (time.ElapsedMs < _stepUntilMs ? _stepMs : 0);

    /// <summary>Tells that there is a network; from the first time on, SNTP is asked.</summary>
    public void NoteNetwork() => _utcKnownFromMs = Math.Min(_utcKnownFromMs, time.ElapsedMs + SntpMs);

    /// <summary>Sets UTC wrong for a while; it steps there and back.</summary>
    /// <param name="byMs">By how much, in ms, either way.</param>
    /// <param name="durationMs">For how long, in ms.</param>
    public void Step(long byMs, long durationMs) => (_stepMs, _stepUntilMs) = (byMs, time.ElapsedMs + durationMs);
}
