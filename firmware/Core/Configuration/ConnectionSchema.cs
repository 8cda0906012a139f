using System;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// The table of the desired properties that say how a device connects. Unlike those of a <see cref="TwinSchema"/> they are texts, some
    /// are secrets, and they take effect by a trial. Pure.
    /// </summary>
    public static class ConnectionSchema
    {
        /// <summary>How many keys there are.</summary>
        public const int Count = 6;

        /// <summary>How many sections there are.</summary>
        public const int SectionCount = 2;

        /// <summary>The place of the network's section.</summary>
        public const int Wifi = 0;

        /// <summary>The place of the registration's section.</summary>
        public const int Dps = 1;

        /// <summary>The name of a section.</summary>
        /// <param name="section">Its place, in the range [0, <see cref="SectionCount"/>).</param>
        public static string SectionName(int section) => section == Wifi ? "wifi" : "dps";

        /// <summary>The place of a section's first key; the section goes on to the first of the next.</summary>
        /// <param name="section">The section's place, in the range [0, <see cref="SectionCount"/>].</param>
        public static int FirstOf(int section) => section == Wifi ? 0 : section == Dps ? 2 : Count;

        /// <summary>
        /// Makes a row of the table. The lengths of the network's are nanoFramework's: it ends each with a zero, in 32 and 64 bytes
        /// (nf-interpreter, nanoHAL_Network.h). Those of the registration are DPS's, a key has 16 to 64 bytes
        /// (learn.microsoft.com: "DPS limits and quotas", "Symmetric key attestation").
        /// </summary>
        /// <param name="key">Its place, in the range [0, <see cref="Count"/>).</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
        public static TextKey KeyAt(int key)
        {
            switch (key)
            {
                case 0: return new TextKey("ssid", 1, 31, TextAlphabet.Printable, isSecret: false);
                case 1: return new TextKey("password", 8, 63, TextAlphabet.Ascii, isSecret: true);
                case 2: return new TextKey("endpoint", 1, 128, TextAlphabet.Name, isSecret: false);
                case 3: return new TextKey("idScope", 1, 64, TextAlphabet.Name, isSecret: false);
                case 4: return new TextKey("registrationId", 1, 128, TextAlphabet.Name, isSecret: false);
                case 5: return new TextKey("key", 24, 88, TextAlphabet.Base64, isSecret: true);
                default: throw new ArgumentOutOfRangeException(nameof(key));
            }
        }

        /// <summary>Whether a name is that of a section.</summary>
        public static bool IsSection(string name) => name == "wifi" || name == "dps";
    }
}
