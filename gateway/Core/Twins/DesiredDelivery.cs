using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Gateway.Core.IotHub;
using Gateway.Core.Sessions;
using Gateway.Mqtt;

namespace Gateway.Core.Twins;

/// <summary>
/// Tells one connected device of the changes of its desired properties, in their order. <see cref="TryAdd"/> is thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on update notifications.</remarks>
internal sealed class DesiredDelivery(Func<string, MqttQos?> granted)
{
    /// <summary>
    /// Changes that wait for a device that reads slowly; one more ends the connection, and the device reads its whole twin again.
    /// </summary>
    public const int WaitingMax = 64;

    private readonly Channel<(string Patch, long Version)> _waiting =
        Channel.CreateBounded<(string Patch, long Version)>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    /// <summary>Queues a change.</summary>
    /// <returns>False where too many wait already.</returns>
    public bool TryAdd(string patch, long version) => _waiting.Writer.TryWrite((patch, version));

    /// <summary>Delivers until told to stop.</summary>
    public async Task RunAsync(IDeviceLink link, CancellationToken ended)
    {
        try
        {
            await foreach (var (patch, version) in _waiting.Reader.ReadAllAsync(ended)) await DeliverAsync(link, patch, version);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // What was not told is in the twin, which the device reads when it connects again.
            return;
        }
    }

    // Who did not subscribe is not told, now or later.
    private async Task DeliverAsync(IDeviceLink link, string patch, long version)
    {
        var topic = string.Create(CultureInfo.InvariantCulture, $"{HubTopics.DesiredPatch}{HubTopics.Version}={version}");
        if (granted(topic) is not null)
            await link.SendAsync(new Push(topic, Encoding.UTF8.GetBytes(HubTwinJson.Versioned(patch, version)), MqttQos.AtMostOnce));
    }
}
