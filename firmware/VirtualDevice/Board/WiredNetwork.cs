using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>The desk's own network: always up as far as the firmware can tell. Immutable.</summary>
internal sealed class WiredNetwork : INetwork
{
    /// <inheritdoc/>
    public bool HasWifi => false;

    /// <inheritdoc/>
    public bool TryConnect(WifiCredentials? wifi) => true;
}
