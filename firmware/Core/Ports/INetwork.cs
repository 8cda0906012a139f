namespace Firmware.Core.Ports
{
    /// <summary>The link under the hub connection: Wi-Fi on the board. Blocks for a bounded time; used by the uplink thread only.</summary>
    public interface INetwork
    {
        /// <summary>Whether it can be told which wireless network to join; without, it is always called with null.</summary>
        bool HasWifi { get; }

        /// <summary>Brings the link up if it is not, and leaves another network than the one that is named.</summary>
        /// <param name="wifi">The network to join; null for the one that the device was deployed with.</param>
        /// <returns>True when there is an address to send from.</returns>
        bool TryConnect(WifiCredentials? wifi);
    }
}
