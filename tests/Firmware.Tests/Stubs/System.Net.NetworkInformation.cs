namespace System.Net.NetworkInformation
{
    public class Wireless80211Configuration
    {
        public Wireless80211Configuration(uint id)
        {
        }

        public string Ssid { get; set; } = "deployed";

        public string Password { get; set; } = "deployed-password";

        public static Wireless80211Configuration[] GetAllWireless80211Configurations() => new[] { new Wireless80211Configuration(0) };
    }
}
