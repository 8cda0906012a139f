namespace Gateway.Mqtt.Packets;

/// <summary>PINGREQ: the client shows that it lives and asks the server to. MQTT 3.1.1 section 3.12. Immutable.</summary>
public sealed record PingReqPacket : MqttPacket
{
    /// <summary>The one value there is: the packet has no content.</summary>
    public static PingReqPacket Instance { get; } = new();

    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PingReq;
}
