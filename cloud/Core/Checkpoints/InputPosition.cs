namespace Cloud.Core.Checkpoints;

/// <summary>How far a partition has been read. Immutable.</summary>
/// <param name="Partition">The partition, as <see cref="Events.HubEventBatch.Partition"/>.</param>
/// <param name="SequenceNumber">The last sequence number processed; events at or below it change nothing.</param>
public sealed record InputPosition(string Partition, long SequenceNumber);
