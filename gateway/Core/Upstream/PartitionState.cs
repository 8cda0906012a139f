using System.Text.Json;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>How far the way upstream is in one partition, beyond the checkpoint's offset. Immutable while its list is.</summary>
/// <param name="Live">Everything above it is live and was not sent.</param>
/// <param name="Unsent">What was not sent at or below it.</param>
/// <param name="Spent">What this partition spent of a day's quota.</param>
internal sealed record PartitionState(long Live, IReadOnlyList<OffsetRange> Unsent, QuotaSpent Spent)
{
    /// <summary>Reads the state of a checkpoint; one without a state is just an offset.</summary>
    public static PartitionState From(Checkpoint checkpoint) => checkpoint.State is { } text
        ? JsonSerializer.Deserialize<PartitionState>(text)!
        : new PartitionState(checkpoint.Offset, [], default);

    /// <summary>The checkpoint that says the same: its offset holds back in the store what was not sent.</summary>
    public Checkpoint ToCheckpoint() =>
        new(Unsent.Count == 0 ? Live : Math.Min(Live, Unsent[0].After), JsonSerializer.Serialize(this));
}
