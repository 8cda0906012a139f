using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>
    /// The surroundings of a device: wireless networks, a provisioning service that knows some keys, and the hub to which it sends each
    /// key. What is written down: who was asked, in order.
    /// </summary>
    public sealed class FakeSite : INetwork, IProvisioning, IHubClient
    {
        private string _joined = "";
        private string _session = "";

        /// <summary>The password of each network in reach, by name; that of the deployed one is under "".</summary>
        public Hashtable Networks { get; } = new Hashtable { [""] = "" };

        /// <summary>The hub to which provisioning sends the holder of a key, by the key; "" for a device that has none.</summary>
        public Hashtable Assignments { get; } = new Hashtable { [Deployed.Key] = "old.hub" };

        /// <summary>How the device was deployed to register.</summary>
        public static DpsIdentity Deployed => new DpsIdentity("dps.example", "0neOLD", "kitchen", "b2xkIGtleSBvZiBraXRjaGVu");

        public bool HasWifi { get; set; } = true;

        public bool HubIsUp { get; set; } = true;

        public bool ProvisioningIsUp { get; set; } = true;

        public string Calls { get; private set; } = "";

        /// <summary>The network that the device is in: its name, "" for the deployed one, "-" for none.</summary>
        public string Joined => _joined;

        /// <summary>The hub to which the device is connected, or "".</summary>
        public string Hub => IsConnected ? _session : "";

        /// <summary>Whether provisioning and the hub were ever connected at once.</summary>
        public bool HadTwoSessions { get; private set; }

        /// <summary>How many messages arrived at a hub.</summary>
        public int Received { get; private set; }

        /// <summary>Whether <see cref="Bodies"/> is written, which a small heap has no room for.</summary>
        public bool KeepsBodies { get; set; }

        /// <summary>Everything that was sent to a hub, one after the other.</summary>
        public string Bodies { get; private set; } = "";

        public bool IsConnected => _session.Length > 0 && HubIsUp;

        bool INetwork.TryConnect(WifiCredentials? wifi)
        {
            var ssid = wifi == null ? "" : wifi.Ssid;
            var password = wifi == null ? "" : wifi.Password;
            Calls += "join:" + ssid + " ";
            var isThere = Networks[ssid] is string right && right == password;
            if (!isThere || ssid != _joined) _session = "";
            _joined = isThere ? ssid : "-";
            return isThere;
        }

        public HubAssignment? Register(DpsIdentity? identity)
        {
            Calls += "register:" + identity?.IdScope + " ";
            HadTwoSessions |= IsConnected;
            var hub = _joined != "-" && ProvisioningIsUp ? Assignments[identity?.Key ?? ""] as string : null;
            return hub == null ? null : new HubAssignment(hub, identity?.RegistrationId ?? "kitchen");
        }

        public bool TryConnect(string hub, string deviceId, string? key)
        {
            Calls += "connect:" + hub + " ";
            var isWelcome = _joined != "-" && HubIsUp && Assignments[key ?? ""] is string right && right == hub;
            _session = isWelcome ? hub : "";
            return isWelcome;
        }

        public bool TrySend(HubMessage message)
        {
            if (!IsConnected) return false;
            Received++;
            if (KeepsBodies) Bodies += message.MessageId + message.Body;
            return true;
        }

        public void Disconnect() => _session = "";

        /// <summary>Forgets who was asked.</summary>
        public void ForgetCalls() => Calls = "";

        /// <summary>The power of the device goes.</summary>
        public void PowerOff()
        {
            _joined = "-";
            _session = "";
        }
    }
}
