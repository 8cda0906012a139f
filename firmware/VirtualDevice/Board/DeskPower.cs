using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>The power of a device on a desk: it notes that the boot is to end, and its host does it. Thread-safe.</summary>
/// <param name="clock">The clock of the boot.</param>
/// <param name="hasWoken">Whether the boot is a wake.</param>
internal sealed class DeskPower(IClock clock, bool hasWoken) : IPower
{
    private const long Never = long.MaxValue;

    private long _endMs = Never;
    private long _wakeMs = Never;

    /// <summary>Whether the boot is to end now.</summary>
    public bool IsRebootAsked => clock.UptimeMs >= Math.Min(Volatile.Read(ref _endMs), Volatile.Read(ref _wakeMs));

    /// <summary>Whether the next boot is a wake.</summary>
    public bool IsAsleep => Volatile.Read(ref _wakeMs) != Never;

    /// <inheritdoc/>
    public bool HasWoken => hasWoken;

    /// <inheritdoc/>
    public void Reboot() => Volatile.Write(ref _endMs, 0);

    /// <inheritdoc/>
    public void DeepSleep(long ms) => Volatile.Write(ref _wakeMs, clock.UptimeMs + ms);
}
