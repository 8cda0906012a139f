namespace Gateway.Mqtt.Packets;

/// <summary>PINGRESP: the server lives. MQTT 3.1.1 section 3.13. Immutable.</summary>
public sealed record PingRespPacket : MqttPacket
{
    /// <summary>The one value there is: the packet has no content.</summary>
    public static PingRespPacket Instance { get; } = new();

    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PingResp;
}
