using Cloud.Core.Events;

namespace Cloud.Functions.Api;

/// <summary>A reading as the API shows it. Immutable.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Time">Event time.</param>
/// <param name="Temperature">°C, or null.</param>
/// <param name="Humidity">%RH, or null.</param>
/// <param name="Pressure">hPa, or null.</param>
/// <param name="Boot">The device's boot number, or null.</param>
/// <param name="Seq">The message's number within the boot, or null.</param>
internal sealed record ReadingView(
    string Device, DateTimeOffset Time, double? Temperature, double? Humidity, double? Pressure, long? Boot, long? Seq)
{
    public static ReadingView Of(Reading reading) => new(
        reading.DeviceId, reading.EventTime, reading.Temperature, reading.Humidity, reading.Pressure, reading.Boot, reading.Seq);
}
