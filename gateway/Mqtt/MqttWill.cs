namespace Gateway.Mqtt;

/// <summary>
/// The message that a server publishes when a client goes without DISCONNECT. MQTT 3.1.1 section 3.1.2.5. Immutable as long as
/// nobody writes to the payload's memory.
/// </summary>
/// <param name="Topic">The topic name: no wildcards, 1 to 65_535 bytes of UTF-8.</param>
/// <param name="Payload">The message, 0 to 65_535 bytes.</param>
/// <param name="Qos">The QoS it is published with.</param>
/// <param name="Retain">Whether it is published as a retained message.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos = MqttQos.AtMostOnce, bool Retain = false);
