namespace Gateway.Mqtt.Packets;

/// <summary>UNSUBSCRIBE: topic filters whose messages the client no longer wants. MQTT 3.1.1 section 3.10. Immutable.</summary>
/// <param name="PacketId">The identifier in the range [1, 65_535].</param>
/// <param name="Filters">At least one well-formed filter, in the client's order.</param>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.Unsubscribe;
}
