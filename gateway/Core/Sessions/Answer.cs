namespace Gateway.Core.Sessions;

/// <summary>A message that answers a request, on the topic that carries its request id. Immutable.</summary>
/// <param name="Topic">The topic to publish on, QoS 0.</param>
/// <param name="Body">The JSON body; empty only where the protocol says so.</param>
public sealed record Answer(string Topic, ReadOnlyMemory<byte> Body);
