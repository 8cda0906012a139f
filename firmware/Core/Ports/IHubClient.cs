namespace Firmware.Core.Ports
{
    /// <summary>One connection to an IoT hub. Every call blocks for a bounded time; used by the uplink thread only.</summary>
    public interface IHubClient
    {
        /// <summary>Whether the connection stands, as far as is known.</summary>
        bool IsConnected { get; }

        /// <summary>Connects, replacing a connection that stands.</summary>
        /// <param name="hub">The hub's host name, as provisioning assigned it.</param>
        /// <param name="deviceId">The device identity to connect as.</param>
        /// <param name="key">The device's symmetric key, base64; null for the one that the client has of itself.</param>
        /// <returns>True when the hub accepted; false when it refused or could not be reached.</returns>
        bool TryConnect(string hub, string deviceId, string? key);

        /// <summary>Sends one message with QoS 1 and waits for the acknowledgement.</summary>
        /// <returns>True when the hub acknowledged. False means unknown: send the same message, with the same id, again.</returns>
        bool TrySend(HubMessage message);

        /// <summary>Closes the connection, if there is one.</summary>
        void Disconnect();
    }
}
