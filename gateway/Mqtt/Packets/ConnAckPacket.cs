namespace Gateway.Mqtt.Packets;

/// <summary>CONNACK: the server's answer to CONNECT. MQTT 3.1.1 section 3.2. Immutable.</summary>
/// <param name="SessionPresent">Whether the server had kept a session; never with a refusal (MQTT-3.2.2-4).</param>
/// <param name="ReturnCode">Accepted, or why not.</param>
public sealed record ConnAckPacket(bool SessionPresent, MqttConnectReturnCode ReturnCode) : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.ConnAck;
}
