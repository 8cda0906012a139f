using Firmware.VirtualDevice.Climates;

namespace Firmware.Tests.VirtualDevice;

public sealed class ClimateTest
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(0, 20)]
    [InlineData(59, 20)]
    [InlineData(60, 21)]
    [InlineData(61, 21)]
    [InlineData(1_000_000, 21)]
    public void A_recording_holds_its_latest_row(int atSeconds, double temperatureC)
    {
        var climate = new RecordedClimate(
            [
                new RecordedRow(TimeSpan.Zero, new Conditions(20, 40, 1000)),
                new RecordedRow(TimeSpan.FromMinutes(1), new Conditions(21, 40, 1000)),
            ],
            Start);
        Assert.Equal(temperatureC, climate.At(Start.AddSeconds(atSeconds)).TemperatureC);
    }

    [Fact]
    public void A_step_shifts_the_temperature_alone_from_its_instant_on()
    {
        var inner = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(20, 40, 1000))], Start);
        var climate = new StepClimate(inner, Start.AddSeconds(20), 6);
        Assert.Equal(new Conditions(20, 40, 1000), climate.At(Start.AddSeconds(20).AddTicks(-1)));
        Assert.Equal(new Conditions(26, 40, 1000), climate.At(Start.AddSeconds(20)));
    }

    [Fact]
    public void A_synthetic_climate_is_smooth_and_indoors_whatever_its_seed()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var climate = new SyntheticClimate(seed);
            for (var minute = 0; minute < 48 * 60; minute++)
            {
                var at = Start.AddMinutes(minute).AddSeconds(seed % 60);
                var conditions = climate.At(at);
                var change = Math.Abs(climate.At(at.AddMinutes(5)).TemperatureC - conditions.TemperatureC);
                Assert.True(change < SyntheticClimate.TemperatureChangeMaxC / 2, $"seed {seed}, {at:O}: {change} °C in five minutes");
                Assert.True(IsIndoors(conditions), $"seed {seed}, {at:O}: {conditions}");
            }
        }
    }

    [Fact]
    public void A_synthetic_climate_depends_on_seed_and_instant_only()
    {
        var first = new SyntheticClimate(7);
        var later = first.At(Start.AddHours(5));
        Assert.Equal(new SyntheticClimate(7).At(Start), first.At(Start));
        Assert.Equal(later, first.At(Start.AddHours(5)));
        Assert.NotEqual(new SyntheticClimate(8).At(Start), first.At(Start));
    }

    [Fact]
    public void A_synthetic_climate_has_a_day_and_never_stands_still()
    {
        var climate = new SyntheticClimate(7);
        var temperatures = Enumerable.Range(0, 24 * 6).Select(i => climate.At(Start.AddMinutes(10 * i)).TemperatureC).ToList();
        Assert.InRange(temperatures.Max() - temperatures.Min(), 3, 6);
        Assert.Equal(temperatures.Count, temperatures.Distinct().Count());
    }

    private static bool IsIndoors(Conditions conditions) =>
        conditions.TemperatureC is > 17 and < 26
        && conditions.HumidityPercent is > 30 and < 60
        && conditions.PressureHPa is > 990 and < 1035;
}
