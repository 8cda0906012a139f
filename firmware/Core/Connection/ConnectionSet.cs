using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>What a device connects with: its network and its registration. Holds secrets. Immutable.</summary>
    public sealed class ConnectionSet
    {
        /// <summary>Makes a set.</summary>
        /// <param name="wifi">The network; null for the deployed one.</param>
        /// <param name="dps">The registration; null for the deployed one.</param>
        public ConnectionSet(WifiCredentials? wifi, DpsIdentity? dps)
        {
            Wifi = wifi;
            Dps = dps;
        }

        /// <summary>The network; null for the deployed one.</summary>
        public WifiCredentials? Wifi { get; }

        /// <summary>The registration; null for the deployed one.</summary>
        public DpsIdentity? Dps { get; }

        /// <summary>Whether another one is the same in every character.</summary>
        public bool IsSameAs(ConnectionSet other) =>
            WifiCredentials.AreEqual(Wifi, other.Wifi) && DpsIdentity.AreEqual(Dps, other.Dps);
    }
}
