namespace Gateway.Mqtt.Packets;

/// <summary>PUBREL: answer to PUBREC. MQTT 3.1.1 section 3.6. Immutable.</summary>
/// <param name="PacketId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
public sealed record PubRelPacket(ushort PacketId) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.PubRel;
}
