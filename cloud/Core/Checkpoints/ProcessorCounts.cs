namespace Cloud.Core.Checkpoints;

/// <summary>What happened to the events of one call. Immutable; add up across calls to get totals.</summary>
/// <remarks>Events = Replayed + Duplicates + Decoded + Alarms + Gaps + DeadLetters.</remarks>
/// <param name="Events">Events handed in.</param>
/// <param name="Replayed">Skipped because the partition had already been read past them.</param>
/// <param name="Duplicates">Resent by the device: recognised by boot and seq or by message id; nothing else changed.</param>
/// <param name="Decoded">Decoded into one or more readings.</param>
/// <param name="Readings">The readings in them.</param>
/// <param name="DeadLetters">Not decodable.</param>
/// <param name="Early">Readings dropped from the windows by the early rule.</param>
/// <param name="Late">Readings dropped or adjusted by the late-arrival rule.</param>
/// <param name="OutOfOrder">Readings dropped or adjusted by the out-of-order rule.</param>
/// <param name="Dropped">Readings in no window: the early ones and, unless the policy adjusts, the late and out-of-order ones.</param>
public readonly record struct ProcessorCounts(
    long Events, long Replayed, long Duplicates, long Decoded, long Readings, long DeadLetters, long Early, long Late, long OutOfOrder, long Dropped)
{
    /// <summary>Alarms that devices raised by themselves.</summary>
    public long Alarms { get; init; }

    /// <summary>Reports of messages that a device had to drop.</summary>
    public long Gaps { get; init; }

    /// <summary>The messages in those reports, each once, without those that had arrived all the same.</summary>
    public long Missing { get; init; }
}
