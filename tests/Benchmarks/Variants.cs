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
        });
    }

    private static ChannelSettings Largest(ChannelLimits limits) => new(limits)
    {
        HampelWindow = ChannelSettings.WindowMax,
        MedianWindow = ChannelSettings.WindowMax,
    };
}
