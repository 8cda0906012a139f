using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>The power of a device on a desk: it notes that the boot is to end, and its host does it. Thread-safe.</summary>
internal sealed class DeskPower : IPower
{
    private volatile bool _isRebootAsked;

    /// <summary>Whether the boot is to end now.</summary>
    public bool IsRebootAsked => _isRebootAsked;

    /// <inheritdoc/>
    public bool HasWoken => false;

    /// <inheritdoc/>
    public void Reboot() => _isRebootAsked = true;

    /// <summary>A desk needs no sleep: the device boots again at once.</summary>
    public void DeepSleep(long ms) => Reboot();
}
