namespace Firmware.Core.Ports
{
    /// <summary>The link under the hub connection: Wi-Fi on the board. Blocks for a bounded time; used by the uplink thread only.</summary>
    public interface INetwork
    {
        /// <summary>Brings the link up if it is not.</summary>
        /// <returns>True when there is an address to send from.</returns>
        bool TryConnect();
    }
}
