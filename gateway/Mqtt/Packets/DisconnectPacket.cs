namespace Gateway.Mqtt.Packets;

/// <summary>DISCONNECT: the client goes on purpose, so no will is published. MQTT 3.1.1 section 3.14. Immutable.</summary>
public sealed record DisconnectPacket : MqttPacket
{
    /// <summary>The one value there is: the packet has no content.</summary>
    public static DisconnectPacket Instance { get; } = new();

    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.Disconnect;
}
