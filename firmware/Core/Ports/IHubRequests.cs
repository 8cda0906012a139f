namespace Firmware.Core.Ports
{
    /// <summary>
    /// What the hub asks of the device over its connection: direct methods and cloud-to-device messages. After a new connection they
    /// come without being asked for again.
    /// </summary>
    public interface IHubRequests
    {
        /// <summary>Says who answers. Once, before the first connection.</summary>
        void Attach(IRequestHandler handler);
    }
}
