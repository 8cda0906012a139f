using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Mqtt;

namespace Gateway.Core.IotHub;

/// <summary>The last telemetry of a device that goes without DISCONNECT. Immutable, so safe for use by several threads.</summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol": the will's topic is that of the device's own telemetry, and
/// the message carries the property iothub-MessageType with the value Will.
/// </remarks>
public sealed class HubWill
{
    private const string MessageType = "iothub-MessageType";
    private const string Will = "Will";

    private readonly DeviceIdentity _identity;
    private readonly PropertyBag _bag;
    private readonly MqttWill _will;

    private HubWill(DeviceIdentity identity, PropertyBag bag, MqttWill will) => (_identity, _bag, _will) = (identity, bag, will);

    /// <summary>Takes the will out of a CONNECT.</summary>
    /// <param name="will">The will; its memory must stay as it is.</param>
    /// <param name="identity">The authenticated identity of the connection.</param>
    /// <exception cref="HubViolationException">The topic is not the identity's own telemetry, the QoS is 2, or it is too large.</exception>
    public static HubWill Take(MqttWill will, DeviceIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(will);
        ArgumentNullException.ThrowIfNull(identity);
        if (will.Qos == MqttQos.ExactlyOnce) throw new HubViolationException("QoS 2 is not supported, also not for a will");
        if (HubTopic.Parse(will.Topic) is not HubTopic.Telemetry topic || topic.ClientId != identity.ClientId)
            throw new HubViolationException($"its will goes to '{will.Topic}', which is not its own telemetry");
        var taken = new HubWill(identity, PropertyBag.Decode(topic.Bag).With(MessageType, Will), will);

        // What breaks a limit comes out now, while the client can be told.
        _ = taken.Stamp(DateTimeOffset.UnixEpoch);
        return taken;
    }

    /// <summary>The message to store; its id, where it has one, is the same at each loss, so it makes no resend of it.</summary>
    /// <param name="now">When the device was lost.</param>
    public Message Stamp(DateTimeOffset now) =>
        TelemetryStamp.Stamp(_identity, _bag, _will.Retain, _will.Payload, now) with { MessageId = null };
}
