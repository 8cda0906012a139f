using Firmware.Core;
using Firmware.Tests.Nano.Fakes;

namespace Benchmarks;

/// <summary>
/// What a running device keeps alive in Core, counted with nanoCLR's costs: everything that can be reached from the node of a
/// device with all ports, and from Core's static fields, without the host's own objects behind the ports. A sum by rules, not a measurement on a board.
/// </summary>
internal static class LiveState
{
    private const double TargetBytes = 24 * 1024;

    public static IEnumerable<Measurement> Measure()
    {
        foreach (var (name, settings) in Variants.All(intervalMs: 10_000))
        {
            var device = Used(settings);
            var heap = new NanoHeap(typeof(SensorNode).Assembly);
            heap.AddStatics();
            heap.Add(device.Node);
            yield return new Measurement($"live state, {name}", heap.Bytes, "bytes", TargetBytes);
            yield return new Measurement($"  of that the outbox in RAM, {name}", settings.OutboxBytes, "bytes");
            yield return new Measurement($"  objects and arrays, {name}", heap.Objects, "");
        }
    }

    // As a board is used: with a twin and methods, after an outage that went through flash and back, in the middle of a message.
    private static AskedNode Used(DeviceSettings settings)
    {
        var device = new AskedNode(settings, new MemoryFlash());
        device.Bus.IsQuiet = true;
        device.Run(forMs: 600_000);
        device.Hub.IsConnected = false;
        device.Hub.HasNetwork = false;
        device.Run(forMs: 4 * 3_600_000);
        device.Hub.HasNetwork = true;
        device.Run(forMs: 700_000);
        return device;
    }
}
