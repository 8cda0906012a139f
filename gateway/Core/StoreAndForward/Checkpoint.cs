namespace Gateway.Core.StoreAndForward;

/// <summary>How far a consumer is in one partition. Immutable.</summary>
/// <param name="Offset">It took every message up to and including this one; 0 before the first.</param>
/// <param name="State">
/// What else the consumer must know to go on, in its own words, or null; kept in the same transaction as the offset.
/// </param>
public sealed record Checkpoint(long Offset, string? State = null)
{
    /// <summary>Where a new consumer begins: before the oldest message that is kept.</summary>
    public static readonly Checkpoint Start = new(0);
}
