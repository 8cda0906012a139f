namespace Firmware.Core.Ports
{
    /// <summary>What opens a wireless network. Holds a secret: never goes to a log or a report. Immutable.</summary>
    public sealed class WifiCredentials
    {
        /// <summary>Names a network.</summary>
        /// <param name="ssid">The network's name, [1, 32] bytes as UTF-8 (IEEE Std 802.11-2020, section 9.4.2.2).</param>
        /// <param name="password">Its passphrase of [8, 63] characters, or its key as 64 hex digits; empty for an open network.</param>
        public WifiCredentials(string ssid, string password)
        {
            Ssid = ssid;
            Password = password;
        }

        /// <summary>The network's name.</summary>
        public string Ssid { get; }

        /// <summary>The passphrase or key; empty for an open network. Secret.</summary>
        public string Password { get; }

        /// <summary>Whether two are the same in every character.</summary>
        public static bool AreEqual(WifiCredentials? one, WifiCredentials? other)
        {
            if (one == null || other == null) return one == other;
            return one.Ssid == other.Ssid && one.Password == other.Password;
        }
    }
}
