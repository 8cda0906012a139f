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

    [Fact]
    public void People_warm_a_room_and_cool_it_within_bounds_and_without_jumps()
    {
        var empty = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(21, 45, 1013))], Start);
        for (var seed = 0; seed < 50; seed++)
        {
            var climate = new LivedInClimate(empty, seed);
            var before = climate.At(Start);
            for (var at = Start; at < Start.AddHours(24); at = at.AddSeconds(10))
            {
                var air = climate.At(at);
                Assert.InRange(air.TemperatureC - 21, -LivedInClimate.DoorMaxC, LivedInClimate.HeaterMaxC);
                Assert.InRange(air.HumidityPercent - 45, -10, 0);
                // The fastest change: a door that takes 4 °C away within a minute.
                Assert.True(Math.Abs(air.TemperatureC - before.TemperatureC) <= 0.75, $"seed {seed}, {at:O}: a jump to {air}");
                before = air;
            }
        }
    }

    [Fact]
    public void A_room_that_is_lived_in_has_heater_cycles_and_open_doors()
    {
        var empty = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(21, 45, 1013))], Start);
        var climate = new LivedInClimate(empty, 7);
        var temperatures = Enumerable.Range(0, 24 * 60).Select(minute => climate.At(Start.AddMinutes(minute)).TemperatureC).ToList();
        Assert.True(temperatures.Max() > 21.8, $"warmest {temperatures.Max()}");
        Assert.True(temperatures.Min() < 20, $"coldest {temperatures.Min()}");
    }

    [Fact]
    public void A_mounted_sensor_grows_warm_after_power_on_and_feels_dryer_air()
    {
        var room = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(21, 45, 1013))], Start);
        for (var seed = 0; seed < 50; seed++)
        {
            var climate = new MountedClimate(room, Start, seed);
            Assert.Equal(21, climate.At(Start).TemperatureC);
            var warm = climate.At(Start.AddHours(3));
            Assert.InRange(warm.TemperatureC, 21.29, 21 + MountedClimate.SelfHeatingMaxC);
            Assert.True(warm.HumidityPercent < climate.At(Start).HumidityPercent, $"seed {seed}: {warm}");
            Assert.InRange(warm.PressureHPa, 1013 - MountedClimate.AgeMaxYears - 0.01, 1013 + MountedClimate.AgeMaxYears + 0.01);
        }
    }

    private static bool IsIndoors(Conditions conditions) =>
        conditions.TemperatureC is > 17 and < 26
        && conditions.HumidityPercent is > 30 and < 60
        && conditions.PressureHPa is > 990 and < 1035;
}
