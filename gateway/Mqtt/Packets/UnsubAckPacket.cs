namespace Gateway.Mqtt.Packets;

/// <summary>UNSUBACK: the server has removed the subscriptions. MQTT 3.1.1 section 3.11. Immutable.</summary>
/// <param name="PacketId">The identifier of the UNSUBSCRIBE, in the range [1, 65_535].</param>
public sealed record UnsubAckPacket(ushort PacketId) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.UnsubAck;
}
