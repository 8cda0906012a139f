using Firmware.Core;

namespace Benchmarks;

/// <summary>The settings that benchmarks compare.</summary>
internal static class Variants
{
    /// <summary>The firmware's own settings, and those with every stage at its largest.</summary>
    public static IEnumerable<(string Name, DeviceSettings Settings)> All(int intervalMs)
    {
        yield return ("default settings", new DeviceSettings { IntervalMs = intervalMs });
        yield return ("every stage at its largest", new DeviceSettings
        {
            IntervalMs = intervalMs,
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
