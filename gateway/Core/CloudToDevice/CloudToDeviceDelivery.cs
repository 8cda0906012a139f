using System.Threading.Channels;
using Gateway.Core.IotHub;
using Gateway.Core.Sessions;
using Gateway.Mqtt;

namespace Gateway.Core.CloudToDevice;

/// <summary>
/// Delivers the messages that wait for one connected device, in order: each is removed once the device acknowledged it, and goes again
/// over the next connection until then. <see cref="Wake"/> is thread-safe.
/// </summary>
internal sealed class CloudToDeviceDelivery(
    string deviceId, Func<string, MqttQos?> granted, ICloudMessageStore store, TimeProvider clock)
{
    private const int TakenAtOnceMax = 16;

    private readonly string _topic = HubTopics.Devices + deviceId + HubTopics.CloudToDevice;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells that there may be something to deliver, or somewhere to deliver it to.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Delivers until told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(IDeviceLink link, CancellationToken ended)
    {
        var sent = 0L;
        for (; ; await _wake.Reader.ReadAsync(ended))
        {
            while (granted(_topic) is { } qos && await store.TakeAsync(deviceId, sent, TakenAtOnceMax, clock.GetUtcNow(), ended) is
                { Count: > 0 } messages)
            {
                await SendAsync(link, messages, qos, ended);
                sent = messages[^1].Sequence;
            }
        }
    }

    private async Task SendAsync(IDeviceLink link, IReadOnlyList<CloudMessage> messages, MqttQos qos, CancellationToken ended)
    {
        var settled = new List<Task>(messages.Count);
        foreach (var message in messages)
        {
            var push = new Push(_topic + PropertyBag.Encode(message.Properties), message.Body, qos);
            settled.Add(SettleAsync(message, await link.SendAsync(push)));
        }

        await Task.WhenAll(settled).WaitAsync(ended);
    }

    // What the device acknowledged is removed even while its connection ends.
    private async Task SettleAsync(CloudMessage message, Task<bool> acknowledged)
    {
        if (await acknowledged) await store.CompleteAsync(message.Sequence, CancellationToken.None);
    }
}
