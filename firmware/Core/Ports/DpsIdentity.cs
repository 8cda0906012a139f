namespace Firmware.Core.Ports
{
    /// <summary>
    /// How a device registers with the Device Provisioning Service. Holds a secret: never goes to a log or a report. Immutable.
    /// </summary>
    public sealed class DpsIdentity
    {
        /// <summary>Makes an identity.</summary>
        public DpsIdentity(string endpoint, string idScope, string registrationId, string key)
        {
            Endpoint = endpoint;
            IdScope = idScope;
            RegistrationId = registrationId;
            Key = key;
        }

        /// <summary>The provisioning service's host name.</summary>
        public string Endpoint { get; }

        /// <summary>The ID scope of the provisioning service.</summary>
        public string IdScope { get; }

        /// <summary>The name under which the device registers.</summary>
        public string RegistrationId { get; }

        /// <summary>The device's own symmetric key, base64: never a group's. It signs for the assigned hub as well. Secret.</summary>
        public string Key { get; }

        /// <summary>Whether two are the same in every character.</summary>
        public static bool AreEqual(DpsIdentity? one, DpsIdentity? other)
        {
            if (one == null || other == null) return one == other;
            return one.Endpoint == other.Endpoint && one.IdScope == other.IdScope
                && one.RegistrationId == other.RegistrationId && one.Key == other.Key;
        }
    }
}
