using Firmware.Core;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>Three channels in hundredths of °C, %RH and hPa, each with a code for "absent". Immutable.</summary>
/// <param name="Temperature">Hundredths of a °C, or <see cref="None"/>.</param>
/// <param name="Humidity">Hundredths of a %RH, or <see cref="None"/>.</param>
/// <param name="Pressure">Hundredths of a hPa, or <see cref="None"/>.</param>
internal readonly record struct ChannelValues(int Temperature, int Humidity, int Pressure)
{
    /// <summary>The code for a channel that is absent: no sensor can reach it.</summary>
    public const int None = int.MinValue;

    /// <summary>No channel.</summary>
    public static ChannelValues Absent { get; } = new(None, None, None);

    public static ChannelValues Of(Sample sample) => new(
        sample.HasTemperature ? sample.TemperatureCentiC : None,
        sample.HasHumidity ? sample.HumidityCentiPercent : None,
        sample.HasPressure ? sample.PressurePa : None);

    /// <summary>How far apart two sets are in each channel; 0 where it is absent from both.</summary>
    /// <param name="other">The other set.</param>
    /// <param name="distance">The distance in each channel, in hundredths.</param>
    /// <returns>False where a channel is absent from one of them only.</returns>
    public bool TryCompare(ChannelValues other, out ChannelValues distance)
    {
        distance = new ChannelValues(
            Distance(Temperature, other.Temperature), Distance(Humidity, other.Humidity), Distance(Pressure, other.Pressure));
        return distance is not ({ Temperature: None } or { Humidity: None } or { Pressure: None });
    }

    /// <summary>The larger of two sets, channel by channel.</summary>
    public ChannelValues Max(ChannelValues other) => new(
        Math.Max(Temperature, other.Temperature), Math.Max(Humidity, other.Humidity), Math.Max(Pressure, other.Pressure));

    private static int Distance(int a, int b)
    {
        if (a == b) return 0;
        return a == None || b == None ? None : Math.Abs(a - b);
    }
}
