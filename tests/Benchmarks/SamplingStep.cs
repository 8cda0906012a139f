using Firmware.Tests.Nano.Fakes;

namespace Benchmarks;

/// <summary>
/// What one sample costs the sampling loop, from the wake-up to the outbox: four transfers with a register file for a sensor,
/// compensation, the chain, telemetry. The outbox is full, so every message drops the oldest: the most that there is to do.
/// </summary>
internal static class SamplingStep
{
    private const int SamplesPerRun = 100_000;
    private const int IntervalMs = 1_000;

    public static IEnumerable<Measurement> Measure()
    {
        foreach (var (name, settings) in Variants.All(IntervalMs))
        {
            var device = new TestNode(settings);
            device.Bus.IsQuiet = true;
            var work = () => Sample(device);
            yield return new Measurement($"one sample, {name}", Samples.MedianNs(SamplesPerRun, work), "ns");
            var allocated = Samples.AllocatedBytes(work);
            yield return new Measurement($"allocated by {SamplesPerRun} samples, {name}", allocated, "bytes", Target: 0);
        }
    }

    // Air that moves: a filter over equal values would have nothing to sort.
    private static void Sample(TestNode device)
    {
        var before = device.Node.Counters.SamplesTaken;
        for (var i = 0; i < SamplesPerRun; i++)
        {
            device.Bus.AdcTemperature = 519_888 + i * 7_919 % 601;
            device.Bus.AdcPressure = 415_148 + i * 4_099 % 401;
            device.Bus.AdcHumidity = 30_000 + i * 3_571 % 51;
            device.Sample(IntervalMs);
        }

        var taken = device.Node.Counters.SamplesTaken - before;
        if (taken != SamplesPerRun) throw new InvalidOperationException($"{taken} samples were taken instead of {SamplesPerRun}");
    }
}
