using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>A device's clocks over a <see cref="TimeProvider"/>, as if SNTP had answered at once. Booted when made. Thread-safe.</summary>
internal sealed class DeviceClock(TimeProvider clock) : IClock
{
    private readonly long _boot = clock.GetTimestamp();

    /// <inheritdoc/>
    public long UptimeMs => (long)clock.GetElapsedTime(_boot).TotalMilliseconds;

    /// <inheritdoc/>
    public bool IsUtcKnown => true;

    /// <inheritdoc/>
    public long UtcMs => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
