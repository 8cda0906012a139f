namespace Gateway.Host.Storage;

/// <summary>What was dropped from a partition.</summary>
/// <param name="Bytes">Bytes of messages.</param>
/// <param name="Waiting">How many messages some consumer had not taken yet.</param>
/// <param name="IsFull">Whether as much was dropped as may be at once, so that there may be more.</param>
internal readonly record struct Trimmed(long Bytes, long Waiting, bool IsFull);
