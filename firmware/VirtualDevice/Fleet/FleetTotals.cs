using Firmware.Core;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>What a device has done over several boots. Immutable.</summary>
/// <param name="SamplesTaken">Samples that became messages.</param>
/// <param name="MessagesAcknowledged">Messages that the hub acknowledged.</param>
/// <param name="MessagesDropped">Messages that were lost because the outbox was full, or cleared.</param>
public readonly record struct FleetTotals(long SamplesTaken, long MessagesAcknowledged, long MessagesDropped)
{
    internal FleetTotals Plus(SensorNode node) => new(
        SamplesTaken + node.Counters.SamplesTaken,
        MessagesAcknowledged + node.Counters.MessagesAcknowledged,
        MessagesDropped + node.Outbox.Dropped);
}
