using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>Network, provisioning and hub in one, each of which can be taken away. It writes down what was asked, in order.</summary>
    public sealed class FakeHub : INetwork, IProvisioning, IHubClient
    {
        public bool HasNetwork { get; set; } = true;

        public bool Assigns { get; set; } = true;

        public bool Accepts { get; set; } = true;

        public bool Acknowledges { get; set; } = true;

        public bool IsConnected { get; set; }

        /// <summary>Whether provisioning and the hub were ever connected at once.</summary>
        public bool HadTwoSessions { get; private set; }

        public string Calls { get; private set; } = "";

        /// <summary>Every message that was tried, as <see cref="HubMessage"/>.</summary>
        public ArrayList Sent { get; } = new ArrayList();

        public HubMessage Last => (HubMessage)Sent[Sent.Count - 1]!;

        public bool HasWifi { get; set; } = true;

        bool INetwork.TryConnect(WifiCredentials? wifi)
        {
            Calls += "network ";
            return HasNetwork;
        }

        public HubAssignment? Register(DpsIdentity? identity)
        {
            Calls += "register ";
            HadTwoSessions |= IsConnected;
            return Assigns ? new HubAssignment("hub.example", "kitchen") : null;
        }

        public bool TryConnect(string hub, string deviceId, string? key)
        {
            Calls += "connect ";
            IsConnected = Accepts;
            return Accepts;
        }

        public bool TrySend(HubMessage message)
        {
            Calls += "send ";
            Sent.Add(message);
            return Acknowledges;
        }

        public void Disconnect()
        {
            Calls += "disconnect ";
            IsConnected = false;
        }
    }
}
