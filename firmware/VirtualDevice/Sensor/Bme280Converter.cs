using Firmware.VirtualDevice.Climates;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// The analogue side of the chip: turns physical values into the raw readings that compensate to them, by inverting the
/// datasheet's compensation. Used by one thread at a time.
/// </summary>
internal sealed class Bme280Converter(Bme280Trimming trimming)
{
    private const int Max20 = 0xFFFFF;
    private const int Max16 = 0xFFFF;

    private readonly CurveInversion _temperature = new(Max20);
    private readonly CurveInversion _pressure = new(Max20);
    private readonly CurveInversion _humidity = new(Max16);
    private int? _filteredTemperature;
    private int? _filteredPressure;

    /// <summary>Forgets the IIR filter's past, as a write to config does (section 3.4.4).</summary>
    public void ResetFilter() => (_filteredTemperature, _filteredPressure) = (null, null);

    /// <summary>Measures once.</summary>
    /// <param name="conditions">The air.</param>
    /// <param name="settings">Which channels, and how finely.</param>
    public RawReadings Convert(Conditions conditions, Bme280Settings settings)
    {
        var sensed = _temperature.Nearest(new TemperatureCurve(trimming), conditions.TemperatureC);
        var temperature = Digitise(sensed, settings.TemperatureOversampling, settings.FilterCoefficient, ref _filteredTemperature);
        // The driver corrects the other two by the temperature it is told; a skipped one it is not told, but the chip has it.
        var fine = trimming.FineTemperature(settings.TemperatureOversampling == 0 ? sensed : temperature);
        var pressure = _pressure.Nearest(new NegatedPressureCurve(trimming, fine), -conditions.PressureHPa);
        var humidity = _humidity.Nearest(new HumidityCurve(trimming, fine), conditions.HumidityPercent);
        return new RawReadings(
            Digitise(pressure, settings.PressureOversampling, settings.FilterCoefficient, ref _filteredPressure),
            temperature,
            settings.HumidityOversampling == 0 ? Bme280Registers.Skipped16 : Unskipped(humidity, Bme280Registers.Skipped16, 1));
    }

    // Section 3.4.4: filtered = (old * (c - 1) + new) / c, the first value taken as it is. The resolution is 20 bits with the
    // filter, else 16 bits at x1 and one more for each doubling (sections 3.4.1 and 3.4.2).
    private static int Digitise(int reading, int oversampling, int coefficient, ref int? filtered)
    {
        if (oversampling == 0) return Bme280Registers.Skipped20;
        if (coefficient > 1)
        {
            filtered = filtered is { } old ? (int)(((long)old * (coefficient - 1) + reading) / coefficient) : reading;
            return Unskipped(filtered.Value, Bme280Registers.Skipped20, 1);
        }

        var step = 16 / oversampling;
        var rounded = Math.Min((reading + step / 2) / step * step, Max20 + 1 - step);
        return Unskipped(rounded, Bme280Registers.Skipped20, step);
    }

    // A true reading may fall on the very code that means "skipped"; on a real chip too. It is moved by one step, because
    // a driver could only lose it.
    private static int Unskipped(int reading, int skipped, int step) => reading == skipped ? reading + step : reading;

    private readonly struct TemperatureCurve(Bme280Trimming trimming) : IRisingCurve
    {
        public double At(int raw) => trimming.TemperatureC(raw);
    }

    // Pressure falls as the reading grows.
    private readonly struct NegatedPressureCurve(Bme280Trimming trimming, double fine) : IRisingCurve
    {
        public double At(int raw) => -trimming.PressureHPa(raw, fine);
    }

    private readonly struct HumidityCurve(Bme280Trimming trimming, double fine) : IRisingCurve
    {
        public double At(int raw) => trimming.HumidityPercent(raw, fine);
    }
}
