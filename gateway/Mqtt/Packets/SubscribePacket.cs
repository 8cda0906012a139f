namespace Gateway.Mqtt.Packets;

/// <summary>SUBSCRIBE: topic filters whose messages the client wants. MQTT 3.1.1 section 3.8. Immutable.</summary>
/// <param name="PacketId">The identifier in the range [1, 65_535].</param>
/// <param name="Subscriptions">At least one filter with its QoS, in the client's order.</param>
public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<MqttSubscription> Subscriptions) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.Subscribe;
}
