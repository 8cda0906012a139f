using Firmware.Core;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>What the firmware says that it did, summed over boots or devices. Immutable.</summary>
/// <param name="Boots">Boots.</param>
/// <param name="Samples">Samples that passed the chain with at least one channel.</param>
/// <param name="Messages">Messages that were made of them.</param>
/// <param name="Missed">Sampling instants without a sample.</param>
/// <param name="Rejected">Samples that lost at least one channel to the skip code or the chain.</param>
/// <param name="BusErrors">Conversations with the sensor that failed.</param>
/// <param name="Reconnects">Connections to the hub after the first one of a boot.</param>
/// <param name="Dropped">Messages that a full outbox dropped, or that outlived the only clock that knew their time.</param>
/// <param name="LostWithPower">Messages that only RAM held when the power went.</param>
public readonly record struct DeviceTotals(
    long Boots, long Samples, long Messages, long Missed, long Rejected, long BusErrors, long Reconnects, long Dropped, long LostWithPower)
{
    /// <summary>The sum of both.</summary>
    public DeviceTotals Plus(DeviceTotals other) => new(
        Boots + other.Boots,
        Samples + other.Samples,
        Messages + other.Messages,
        Missed + other.Missed,
        Rejected + other.Rejected,
        BusErrors + other.BusErrors,
        Reconnects + other.Reconnects,
        Dropped + other.Dropped,
        LostWithPower + other.LostWithPower);

    /// <summary>What one boot did, at its end.</summary>
    /// <param name="node">The firmware.</param>
    /// <param name="wake">Whether it was no boot, but a wake.</param>
    /// <param name="messagesBefore">The messages that the wakes before it had made in its boot.</param>
    internal static DeviceTotals Of(SensorNode node, bool wake = false, int messagesBefore = 0) => new(
        wake ? 0 : 1,
        node.Counters.SamplesTaken,
        node.Outbox.LastSequence - messagesBefore,
        node.Counters.SamplesMissed,
        node.Counters.SamplesRejected,
        node.Counters.BusErrors,
        node.Counters.Reconnects,
        node.Outbox.Dropped,
        node.Outbox.UnsavedCount);
}
