using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>The emulated Wi-Fi of one device. Immutable, but for the access points.</summary>
public sealed record WifiOptions
{
    /// <summary>The networks in reach; may be changed while the device runs, and shared.</summary>
    public required AccessPoints Around { get; init; }

    /// <summary>The network that the device was deployed with.</summary>
    public required WifiCredentials Deployed { get; init; }
}
