namespace Gateway.Mqtt.Packets;

/// <summary>A control packet as it was read from the wire: well-formed by MQTT 3.1.1. Immutable.</summary>
public abstract record MqttPacket
{
    private protected MqttPacket()
    {
    }

    /// <summary>Which packet this is; each type has exactly one derived record.</summary>
    public abstract MqttPacketType Type { get; }
}
