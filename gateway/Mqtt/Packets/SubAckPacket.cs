namespace Gateway.Mqtt.Packets;

/// <summary>SUBACK: the server's answer to SUBSCRIBE. MQTT 3.1.1 section 3.9. Immutable.</summary>
/// <param name="PacketId">The identifier of the SUBSCRIBE, in the range [1, 65_535].</param>
/// <param name="ReturnCodes">One code for each filter, in the order of the SUBSCRIBE.</param>
public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<MqttSubAckReturnCode> ReturnCodes) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.SubAck;
}
