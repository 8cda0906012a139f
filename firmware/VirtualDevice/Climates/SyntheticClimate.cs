namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// An indoor climate made from a seed: a day's cycle, a slow drift and a little noise. Its temperature changes by less
/// than <see cref="TemperatureChangeMaxC"/> within five minutes, so that it raises no alarm of its own. Immutable.
/// </summary>
/// <remarks>
/// The bound: the day contributes at most 2 °C * 2π / 288 = 0.044 °C in five minutes, the drift 0.5 * 2 * 1.5 / 12 = 0.125 °C
/// and the noise 0.06 °C from peak to peak: 0.23 °C together.
/// </remarks>
public sealed class SyntheticClimate : IClimate
{
    /// <summary>The most that the temperature changes within five minutes, in °C.</summary>
    public const double TemperatureChangeMaxC = 0.5;

    // One weather for all climates: the rooms stand in one building.
    private const ulong WeatherSeed = 1;

    private static readonly TimeSpan Drift = TimeSpan.FromHours(1);
    private static readonly TimeSpan Weather = TimeSpan.FromHours(9);
    private static readonly TimeSpan Flutter = TimeSpan.FromSeconds(10);

    private readonly double _meanC;
    private readonly double _dayPhase;
    private readonly SmoothNoise _temperatureDrift;
    private readonly SmoothNoise _temperatureFlutter;
    private readonly SmoothNoise _humidityDrift;
    private readonly SmoothNoise _humidityFlutter;
    private readonly SmoothNoise _pressureDrift;
    private readonly SmoothNoise _pressureFlutter;

    /// <summary>Makes a climate.</summary>
    /// <param name="seed">Which one: equal seeds give equal climates on every machine.</param>
    public SyntheticClimate(int seed)
    {
        var room = new Random(seed);
        _meanC = 20 + 3 * room.NextDouble();
        _dayPhase = room.NextDouble() / 12;
        _temperatureDrift = new SmoothNoise((ulong)room.NextInt64(), Drift);
        _temperatureFlutter = new SmoothNoise((ulong)room.NextInt64(), Flutter);
        _humidityDrift = new SmoothNoise((ulong)room.NextInt64(), Drift);
        _humidityFlutter = new SmoothNoise((ulong)room.NextInt64(), Flutter);
        _pressureDrift = new SmoothNoise(WeatherSeed, Weather);
        _pressureFlutter = new SmoothNoise((ulong)room.NextInt64(), Flutter);
    }

    /// <inheritdoc/>
    /// <returns>The conditions: [17, 27] °C, [30, 60] %RH, [990, 1035] hPa.</returns>
    public Conditions At(DateTimeOffset utc)
    {
        var day = Math.Sin(2 * Math.PI * (utc.UtcDateTime.TimeOfDay / TimeSpan.FromDays(1) - 0.375 - _dayPhase));
        var drift = _temperatureDrift.At(utc);
        return new Conditions(
            _meanC + 2 * day + 0.5 * drift + 0.03 * _temperatureFlutter.At(utc),
            45 - 5 * day - drift + 8 * _humidityDrift.At(utc) + 0.1 * _humidityFlutter.At(utc),
            1013 + 20 * _pressureDrift.At(utc) + 0.02 * _pressureFlutter.At(utc));
    }
}
