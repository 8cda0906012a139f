using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>
/// A device's Wi-Fi: whether it is up is up to the access points around, while the packets go over the desk's own network. Used by one
/// thread.
/// </summary>
/// <param name="around">The networks in reach.</param>
/// <param name="deployed">The network that the device was deployed with.</param>
/// <param name="log">Where failures are explained.</param>
internal sealed class EmulatedWifi(AccessPoints around, WifiCredentials deployed, ILog log) : INetwork
{
    /// <inheritdoc/>
    public bool HasWifi => true;

    /// <inheritdoc/>
    public bool TryConnect(WifiCredentials? wifi)
    {
        var network = wifi ?? deployed;
        if (around.Accept(network)) return true;
        log.Write(LogLevel.Warning, "wifi", new LogText("not joined").With("ssid", network.Ssid).Text);
        return false;
    }
}
