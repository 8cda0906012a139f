using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Hub;

/// <summary>A device that needs no provisioning, because its hub was told with its connection string. Immutable.</summary>
internal sealed class FixedAssignment(string hub, string deviceId) : IProvisioning
{
    /// <inheritdoc/>
    public HubAssignment? Register(DpsIdentity? identity) => new(hub, deviceId);
}
