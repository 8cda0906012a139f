using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Events;
using Cloud.Core.Windows;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// Everything one call of the processor puts out. The host commits all of it in one transaction; if that fails it throws the
/// processor away and restores one from what is stored. Immutable once returned.
/// </summary>
public sealed class ProcessorOutput
{
    /// <summary>New readings, in input order. Known by (partition, sequence number, item).</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>Events that could not be decoded, in input order.</summary>
    public required IReadOnlyList<DeadLetter> DeadLetters { get; init; }

    /// <summary>Final window rows. Known by (device, size, end, channel); each is put out once.</summary>
    public required IReadOnlyList<WindowRow> WindowRows { get; init; }

    /// <summary>Anomalous values. Known by (device, time, detector, channel).</summary>
    public required IReadOnlyList<AnomalyRow> Anomalies { get; init; }

    /// <summary>Alerts opened, updated or resolved, in order; the last one of an id is how the alert stands.</summary>
    public required IReadOnlyList<Alert> AlertChanges { get; init; }

    /// <summary>The states of the devices that this call changed; each replaces the stored one.</summary>
    public required IReadOnlyList<DeviceState> DeviceStates { get; init; }

    /// <summary>The partition's new position, or null where it did not move.</summary>
    public required InputPosition? Position { get; init; }

    /// <summary>What happened to the events.</summary>
    public required ProcessorCounts Counts { get; init; }

    /// <summary>Whether there is nothing to commit: no event was handed in, or each had been read before.</summary>
    public bool IsEmpty => DeviceStates.Count == 0 && Position is null && Counts.Events == Counts.Replayed;
}
