namespace Gateway.Mqtt.Packets;

/// <summary>PUBREC: first answer to a QoS 2 message. MQTT 3.1.1 section 3.5. Immutable.</summary>
/// <param name="PacketId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
public sealed record PubRecPacket(ushort PacketId) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PubRec;
}
