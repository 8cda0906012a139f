using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>What one device must be told before its first connection: the content of device.json.</summary>
    internal static class DeviceConfiguration
    {
        /// <summary>DPS's name in the public Azure cloud, used when the file names no dpsEndpoint.</summary>
        public const string GlobalDpsEndpoint = "global.azure-devices-provisioning.net";

        /// <summary>Takes the values of device.json.</summary>
        /// <param name="values">Strings by key.</param>
        /// <param name="error">What is wrong and how to mend it, or empty.</param>
        /// <returns>How the device registers, or null if a value is missing.</returns>
        public static DpsIdentity? From(Hashtable values, out string error)
        {
            error = Missing(values, "idScope", "the ID scope on the overview of your provisioning service")
                + Missing(values, "registrationId", "this device's registration id")
                + Missing(values, "key", "this device's own key, derived from the enrolment group's key, base64");
            return error.Length > 0
                ? null
                : new DpsIdentity(
                    Text(values, "dpsEndpoint") ?? GlobalDpsEndpoint,
                    Text(values, "idScope")!,
                    Text(values, "registrationId")!,
                    Text(values, "key")!);
        }

        private static string Missing(Hashtable values, string key, string meaning) =>
            Text(values, key) == null ? " set \"" + key + "\", a text: " + meaning + ";" : "";

        private static string? Text(Hashtable values, string key) =>
            values[key] is string text && text.Length > 0 ? text : null;
    }
}
