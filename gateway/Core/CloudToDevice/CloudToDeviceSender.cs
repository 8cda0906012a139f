using Gateway.Core.Sessions;

namespace Gateway.Core.CloudToDevice;

/// <summary>The sender's side of cloud-to-device messages. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "Send messages from the cloud to your device with IoT Hub".</remarks>
public sealed class CloudToDeviceSender(ICloudMessageStore store, ConnectedClients clients, TimeProvider clock)
{
    /// <summary>Queues a message for a device, connected or not.</summary>
    /// <returns>True once it is durable; false where <see cref="CloudToDeviceLimits.PendingMax"/> wait already.</returns>
    public async Task<bool> SendAsync(CloudMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.AddAsync(message, clock.GetUtcNow(), cancellation) is null) return false;
        clients.Find(message.DeviceId)?.WakeCloudMessages();
        return true;
    }
}
