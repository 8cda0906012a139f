namespace Firmware.Core.Ports
{
    /// <summary>The Device Provisioning Service. Blocks for a bounded time; used by the uplink thread only.</summary>
    public interface IProvisioning
    {
        /// <summary>Registers the device. The hub's connection must be closed: two TLS sessions do not fit the ESP32's memory.</summary>
        /// <param name="identity">Where and as whom; null for what the service knows by itself.</param>
        /// <returns>The assignment, or null when there was none this time.</returns>
        HubAssignment? Register(DpsIdentity? identity);
    }
}
