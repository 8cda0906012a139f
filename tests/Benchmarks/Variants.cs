using Firmware.Core;
using Firmware.Core.Telemetry;

namespace Benchmarks;

/// <summary>The settings that benchmarks compare.</summary>
internal static class Variants
{
    /// <summary>The firmware's own chain with either telemetry, and with every stage at its largest.</summary>
    public static IEnumerable<(string Name, DeviceSettings Settings)> All(int intervalMs)
    {
        yield return ("default chain, flat", new DeviceSettings
        {
            IntervalMs = intervalMs,
            Telemetry = new TelemetrySettings { Format = TelemetryFormat.Flat },
        });
        yield return ("default chain, curve", new DeviceSettings
        {
            IntervalMs = intervalMs,
            Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve },
        });
        yield return ("every stage at its largest, curve", new DeviceSettings
        {
            IntervalMs = intervalMs,
            Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve },
            Temperature = Largest(ChannelLimits.Temperature),
            Humidity = Largest(ChannelLimits.Humidity),
            Pressure = Largest(ChannelLimits.Pressure),
            Derived = new DerivedSettings { DewPoint = true, AbsoluteHumidity = true, SeaLevelPressure = true },
        });
    }

    private static ChannelSettings Largest(ChannelLimits limits) => new(limits)
    {
        StuckSamples = 10_000,
        HampelWindow = ChannelSettings.WindowMax,
        MedianWindow = ChannelSettings.WindowMax,
        AlarmHigh = limits.Max,
        AlarmLow = limits.Min,
    };
}
