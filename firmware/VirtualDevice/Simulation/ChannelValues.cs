using Firmware.Core;
using Firmware.Core.Telemetry;

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

    /// <summary>Whether there is no channel at all.</summary>
    public bool IsAbsent => this == Absent;

    public static ChannelValues Of(Sample sample) => new(
        sample.HasTemperature ? sample.TemperatureCentiC : None,
        sample.HasHumidity ? sample.HumidityCentiPercent : None,
        sample.HasPressure ? sample.PressurePa : None);

    /// <summary>Writes the channels into a sample of the firmware.</summary>
    public void CopyTo(Sample sample)
    {
        sample.Clear();
        if (Temperature != None) sample.SetTemperature(Temperature);
        if (Humidity != None) sample.SetHumidity(Humidity);
        if (Pressure != None) sample.SetPressure(Pressure);
    }

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

    /// <summary>By how much distances exceed a bound, in the worst channel; at most 0 when they keep it.</summary>
    public int Excess(ChannelValues bound) =>
        Math.Max(Temperature - bound.Temperature, Math.Max(Humidity - bound.Humidity, Pressure - bound.Pressure));

    /// <summary>How far settings let the uplink be from the accepted samples; flat/1 carries every value as it is.</summary>
    public static ChannelValues BoundOf(DeviceSettings settings) => settings.Telemetry.Format == TelemetryFormat.Curve
        ? new ChannelValues(settings.Temperature.Epsilon, settings.Humidity.Epsilon, settings.Pressure.Epsilon)
        : default;

    private static int Distance(int a, int b)
    {
        if (a == b) return 0;
        return a == None || b == None ? None : Math.Abs(a - b);
    }
}
