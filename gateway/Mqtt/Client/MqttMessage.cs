namespace Gateway.Mqtt.Client;

/// <summary>A message that a client has received. Its memory is its own. Immutable.</summary>
/// <param name="Topic">The topic name.</param>
/// <param name="Payload">The message's bytes.</param>
/// <param name="Qos">The QoS of this delivery: 0 or 1.</param>
/// <param name="Retain">Whether it was sent because it had been retained.</param>
/// <param name="Duplicate">Whether it may be a repetition.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain, bool Duplicate)
{
    /// <summary>What acknowledges it, with QoS 1.</summary>
    internal ushort PacketId { get; init; }
}
