namespace Gateway.Mqtt.Packets;

/// <summary>PUBCOMP: answer to PUBREL, the end of a QoS 2 exchange. MQTT 3.1.1 section 3.7. Immutable.</summary>
/// <param name="PacketId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
public sealed record PubCompPacket(ushort PacketId) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PubComp;
}
