namespace Gateway.Core.StoreAndForward;

/// <summary>A message with its place in the store. Immutable while its body's memory is, so safe for use by several threads.</summary>
/// <param name="Offset">Its place, from 1, rising with every message; it is the sequence number in every partition.</param>
/// <param name="Message">What was received.</param>
public sealed record StoredMessage(long Offset, Message Message);
