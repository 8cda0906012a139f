namespace Firmware.Core.Ports
{
    /// <summary>Where provisioning sent the device. Immutable.</summary>
    public sealed class HubAssignment
    {
        /// <summary>Makes an assignment.</summary>
        public HubAssignment(string hub, string deviceId)
        {
            Hub = hub;
            DeviceId = deviceId;
        }

        /// <summary>The assigned hub's host name.</summary>
        public string Hub { get; }

        /// <summary>The device identity at that hub.</summary>
        public string DeviceId { get; }
    }
}
