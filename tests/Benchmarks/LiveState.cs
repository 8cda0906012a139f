using Firmware.Core;
using Firmware.Tests.Nano.Fakes;

namespace Benchmarks;

/// <summary>
/// What a running device keeps alive in Core, counted with nanoCLR's costs: everything that can be reached from the node and
/// from Core's static fields, without the host's own objects behind the ports. A sum by rules, not a measurement on a board.
/// </summary>
internal static class LiveState
{
    private const double TargetBytes = 24 * 1024;

    public static IEnumerable<Measurement> Measure()
    {
        foreach (var (name, settings) in Variants.All(intervalMs: 10_000))
        {
            var device = new TestNode(settings);
            device.Sample(forMs: 600_000);
            device.Uplink(forMs: 600_000);
            device.Sample(forMs: 600_000);
            var heap = new NanoHeap(typeof(SensorNode).Assembly, device.Bus, device.Clock, device.Hub, device.Flash, device.Log);
            heap.AddStatics();
            heap.Add(device.Node);
            yield return new Measurement($"live state, {name}", heap.Bytes, "bytes", TargetBytes);
            yield return new Measurement($"  of that the outbox in RAM, {name}", settings.OutboxBytes, "bytes");
            yield return new Measurement($"  objects and arrays, {name}", heap.Objects, "");
        }
    }
}
