using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.Sampling;

public sealed class SteadyStateTest
{
    [Fact]
    public void Sampling_allocates_nothing_once_it_runs() => AssertAllocatesNothing(new DeviceSettings());

    [Fact]
    public void Sampling_allocates_nothing_with_everything_on() => AssertAllocatesNothing(new DeviceSettings
    {
        Temperature = Filtered(ChannelLimits.Temperature),
        Humidity = Filtered(ChannelLimits.Humidity),
        Pressure = Filtered(ChannelLimits.Pressure),
        Derived = new DerivedSettings { DewPoint = true, AbsoluteHumidity = true, SeaLevelPressure = true },
    });

    [Fact]
    public void Sampling_allocates_nothing_while_it_draws_curves() => AssertAllocatesNothing(new DeviceSettings
    {
        Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve, IntervalMs = 60_000 },
    });

    private static ChannelSettings Filtered(ChannelLimits limits) => new(limits)
    {
        StuckSamples = 10_000,
        HampelWindow = ChannelSettings.WindowMax,
        MedianWindow = ChannelSettings.WindowMax,
        AlarmHigh = limits.Max,
        AlarmLow = limits.Min,
    };

    private static void AssertAllocatesNothing(DeviceSettings settings)
    {
        var device = new TestNode(settings);
        device.Bus.IsQuiet = true;
        device.Sample(forMs: 100_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        device.Sample(forMs: 10_000_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1_010, device.Node.Counters.SamplesTaken);
        Assert.Equal(0, allocated);
    }
}
