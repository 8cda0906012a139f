using System.Buffers;
using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>
/// A device's connection to DPS: it registers itself and asks how that went. Used by one reader at a time; not thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "Communicate with DPS using the MQTT protocol".</remarks>
public sealed class ProvisioningSession(string registrationId, DateTimeOffset expiresAt, RegistrationRequests registrations)
    : Session(registrationId, expiresAt)
{
    private protected override bool IsAllowed(string filter) => filter == ProvisioningTopic.ResponseFilter;

    private protected override ValueTask<Task<Receipt>> AcceptAsync(PublishPacket publish, CancellationToken cancellation) =>
        ProvisioningTopic.Parse(publish.Topic) switch
        {
            ProvisioningTopic.Register topic => new(AnswerAsync(
                registrations.RegisterAsync(ClientId, topic.RequestId, publish.Payload.ToArray(), cancellation))),
            ProvisioningTopic.OperationStatus topic => new(AnswerAsync(
                registrations.StatusAsync(ClientId, topic.RequestId, topic.OperationId, cancellation))),
            _ => throw new HubViolationException($"unknown topic '{publish.Topic}'"),
        };

    private static async Task<Receipt> AnswerAsync(Task<Answer> answer) => new(true, await answer);
}
