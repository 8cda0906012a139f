namespace Firmware.VirtualDevice.Climates;

/// <summary>An injected event: another climate whose temperature is shifted from an instant on, as by a heater. Immutable.</summary>
/// <param name="inner">The climate without the event.</param>
/// <param name="from">The first instant that is shifted.</param>
/// <param name="temperatureC">By how much, in °C; may be negative.</param>
public sealed class StepClimate(IClimate inner, DateTimeOffset from, double temperatureC) : IClimate
{
    /// <inheritdoc/>
    public Conditions At(DateTimeOffset utc)
    {
        var conditions = inner.At(utc);
        return utc < from ? conditions : conditions with { TemperatureC = conditions.TemperatureC + temperatureC };
    }
}
