namespace Gateway.Mqtt;

/// <summary>One topic filter of a SUBSCRIBE with the highest QoS wanted. MQTT 3.1.1 section 3.8.3. Immutable.</summary>
/// <param name="Filter">A well-formed topic filter (<see cref="Topics.MqttTopicFilter.IsValid"/>).</param>
/// <param name="Qos">The highest QoS at which the server may send matching messages.</param>
public readonly record struct MqttSubscription(string Filter, MqttQos Qos);
