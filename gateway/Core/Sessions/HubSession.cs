using System.Buffers;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Core.Twins;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>A device's connection to its hub: telemetry and the device twin. Used by one reader at a time; not thread-safe.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public sealed class HubSession(
    DeviceIdentity identity, DateTimeOffset expiresAt, IMessageLane messages, TwinRequests twins, TimeProvider clock)
    : Session(identity.DeviceId, expiresAt)
{
    private protected override bool IsAllowed(string filter) => HubSubscription.IsAllowed(filter, ClientId);

    private protected override ValueTask<Task<Receipt>> AcceptAsync(PublishPacket publish, CancellationToken cancellation) =>
        HubTopic.Parse(publish.Topic) switch
        {
            HubTopic.Telemetry topic when topic.DeviceId == ClientId => StoreAsync(topic, publish, cancellation),
            HubTopic.Telemetry => throw new HubViolationException($"it may not publish to another device's topic '{publish.Topic}'"),
            HubTopic.TwinGet topic => new(AnswerAsync(twins.GetAsync(ClientId, topic.RequestId, cancellation))),
            HubTopic.ReportedPatch topic => new(AnswerAsync(
                twins.PatchReportedAsync(ClientId, topic.RequestId, topic.BaseVersion, publish.Payload.ToArray(), cancellation))),
            _ => throw new HubViolationException($"unknown topic '{publish.Topic}'"),
        };

    private static async Task<Receipt> AnswerAsync(Task<Answer> answer) => new(true, await answer);

    private static async Task<Receipt> StoredAsync(Task<AppendResult> append) => new(await append != AppendResult.Refused);

    private async ValueTask<Task<Receipt>> StoreAsync(HubTopic.Telemetry topic, PublishPacket publish, CancellationToken cancellation)
    {
        var bag = PropertyBag.Decode(topic.Bag);
        var message = TelemetryStamp.Stamp(identity, bag, publish.Retain, publish.Payload.ToArray(), clock.GetUtcNow());
        return StoredAsync(await messages.AppendAsync(message, cancellation));
    }
}
