namespace Gateway.Mqtt.Packets;

/// <summary>PUBACK: the receiver has taken over a QoS 1 message. MQTT 3.1.1 section 3.4. Immutable.</summary>
/// <param name="PacketId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
public sealed record PubAckPacket(ushort PacketId) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PubAck;
}
