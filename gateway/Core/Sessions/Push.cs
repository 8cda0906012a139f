using Gateway.Mqtt;

namespace Gateway.Core.Sessions;

/// <summary>A message from the hub to a client that subscribed to it. Immutable.</summary>
/// <param name="Topic">The topic to publish on.</param>
/// <param name="Body">The body; its memory must stay as it is.</param>
/// <param name="Qos">QoS 0 or 1, as the client's subscription grants.</param>
public sealed record Push(string Topic, ReadOnlyMemory<byte> Body, MqttQos Qos);
