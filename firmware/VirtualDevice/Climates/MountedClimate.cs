namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// What a sensor in its case feels instead of the room: the board's own warmth, which builds up after power-on, and the drift of
/// an aged chip. Immutable.
/// </summary>
/// <remarks>
/// Drift: at most 0.5 %RH and 1.0 hPa a year (BST-BME280-DS002, sections 1.2 and 1.3, "long-term stability"); the chip is up to
/// <see cref="AgeMaxYears"/> old. The warmth is that of an ESP32 in a small case: 0.3 to 1.5 °C, within 15 minutes to 63 %.
/// </remarks>
public sealed class MountedClimate : IClimate
{
    /// <summary>The most that the board warms its sensor, in °C.</summary>
    public const double SelfHeatingMaxC = 1.5;

    /// <summary>The oldest chip, in years.</summary>
    public const int AgeMaxYears = 5;

    private const double HumidityPercentPerYear = 0.5;
    private const double PressureHPaPerYear = 1.0;
    private const double DaysPerYear = 365.25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(15);

    private readonly IClimate _inner;
    private readonly DateTimeOffset _poweredOn;
    private readonly double _selfHeatingC;
    private readonly double _ageYears;
    private readonly double _humidityPerYear;
    private readonly double _pressurePerYear;

    /// <summary>Mounts a sensor.</summary>
    /// <param name="inner">The air around the case.</param>
    /// <param name="poweredOn">When the board was switched on, cold.</param>
    /// <param name="seed">Which case and chip: equal seeds give equal ones on every machine.</param>
    public MountedClimate(IClimate inner, DateTimeOffset poweredOn, int seed)
    {
        (_inner, _poweredOn) = (inner, poweredOn);
        var series = SplitMix64.Bits((ulong)seed, 3);
        _selfHeatingC = SplitMix64.Between(0.3, SelfHeatingMaxC, series, 0);
        _ageYears = SplitMix64.Between(0, AgeMaxYears, series, 1);
        _humidityPerYear = SplitMix64.Between(-HumidityPercentPerYear, HumidityPercentPerYear, series, 2);
        _pressurePerYear = SplitMix64.Between(-PressureHPaPerYear, PressureHPaPerYear, series, 3);
    }

    /// <inheritdoc/>
    public Conditions At(DateTimeOffset utc)
    {
        var air = _inner.At(utc);
        var on = utc > _poweredOn ? utc - _poweredOn : TimeSpan.Zero;
        var warmth = _selfHeatingC * (1 - Math.Exp(-(double)on.Ticks / WarmUp.Ticks));
        var years = _ageYears + on.TotalDays / DaysPerYear;
        return new Conditions(
            air.TemperatureC + warmth,
            air.HumidityPercent - LivedInClimate.HumidityPercentPerC * warmth + _humidityPerYear * years,
            air.PressureHPa + _pressurePerYear * years);
    }
}
