using Firmware.Core;
using Firmware.Core.Sensors;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;
using Support;
using Bme280Registers = Firmware.Core.Sensors.Bme280Registers;

namespace Firmware.Tests.VirtualDevice;

/// <summary>The firmware's driver and the emulated chip, which know of each other only what goes over the bus.</summary>
public sealed class DriverOnEmulatorTest
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly Sample _sample = new();
    private Conditions _air = new(21.5, 40, 1013.25);

    private Bme280Emulator PowerOn() => new(new Air(this), _clock);

    private Bme280Driver Configure(Bme280Emulator chip, Oversampling t, Oversampling p, Oversampling h, IirFilter filter = IirFilter.Off)
    {
        var driver = new Bme280Driver(chip, new SensorSettings(t, p, h, filter));
        Assert.True(chip.TryWrite(Bme280Registers.Reset, Bme280Registers.ResetCommand));
        Assert.Equal(SensorStatus.Busy, driver.Configure());
        _clock.Advance(TimeSpan.FromMilliseconds(Bme280Timing.StartUpMs));
        Assert.Equal(SensorStatus.Ready, driver.Configure());
        return driver;
    }

    private SensorStatus Measure(Bme280Driver driver, out int skipped)
    {
        skipped = 0;
        var status = driver.Begin();
        _clock.Advance(TimeSpan.FromMilliseconds(driver.MeasurementMs));
        return status == SensorStatus.Ready ? driver.Read(_sample, out skipped) : status;
    }

    public static TheoryData<Oversampling, Oversampling, Oversampling> EveryOversampling()
    {
        var all = new TheoryData<Oversampling, Oversampling, Oversampling>();
        foreach (var t in Enum.GetValues<Oversampling>().Where(code => code != Oversampling.Skipped))
            foreach (var p in Enum.GetValues<Oversampling>())
                foreach (var h in Enum.GetValues<Oversampling>())
                    all.Add(t, p, h);
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryOversampling))]
    public void Every_oversampling_is_ready_in_its_time_and_skips_what_it_was_told_to(Oversampling t, Oversampling p, Oversampling h)
    {
        var chip = PowerOn();
        var driver = Configure(chip, t, p, h);
        Assert.Equal(SensorStatus.Ready, Measure(driver, out var skipped));
        Assert.Equal(0, skipped);
        Assert.True(_sample.HasTemperature);
        Assert.Equal(p != Oversampling.Skipped, _sample.HasPressure);
        Assert.Equal(h != Oversampling.Skipped, _sample.HasHumidity);
        AssertNear(_air, "");
        Assert.Empty(chip.Violations);
    }

    [Theory]
    [InlineData(Oversampling.X1)]
    [InlineData(Oversampling.X16)]
    public void Physical_values_come_back_within_the_resolution_over_the_whole_range(Oversampling oversampling)
    {
        const int seed = 20261120;
        var random = new Random(seed);
        var chip = PowerOn();
        var driver = Configure(chip, oversampling, oversampling, oversampling);
        for (var i = 0; i < 5000; i++)
        {
            _air = new Conditions(Draw(random, i, -40, 85), Draw(random, i / 3, 0, 100), Draw(random, i / 9, 300, 1100));
            Assert.Equal(SensorStatus.Ready, Measure(driver, out var skipped));
            Assert.Equal(0, skipped);
            AssertNear(_air, $"seed {seed}, case {i}, {_air}");
        }

        Assert.Empty(chip.Violations);
    }

    [Fact]
    public void A_true_reading_on_the_skip_code_is_not_taken_for_a_skipped_channel()
    {
        var driver = Configure(PowerOn(), Oversampling.X1, Oversampling.X1, Oversampling.X1);
        for (var centiC = 2600; centiC < 2700; centiC++)
        {
            _air = _air with { TemperatureC = centiC / 100.0 };
            Assert.Equal(SensorStatus.Ready, Measure(driver, out var skipped));
            Assert.Equal(0, skipped);
            Assert.InRange(_sample.TemperatureCentiC, centiC - 1, centiC + 1);
        }
    }

    [Fact]
    public void A_filtered_chip_is_driven_too()
    {
        var chip = PowerOn();
        var driver = Configure(chip, Oversampling.X2, Oversampling.X16, Oversampling.X1, IirFilter.X16);
        Assert.Equal(SensorStatus.Ready, Measure(driver, out _));
        AssertNear(_air, "first value");
        Assert.Empty(chip.Violations);
    }

    [Fact]
    public void Asking_too_early_is_told_as_busy()
    {
        var driver = Configure(PowerOn(), Oversampling.X1, Oversampling.X1, Oversampling.X1);
        Assert.Equal(SensorStatus.Ready, driver.Begin());
        _clock.Advance(TimeSpan.FromMilliseconds(9));
        Assert.Equal(SensorStatus.Busy, driver.Read(_sample, out _));
        Assert.True(_sample.IsEmpty);
    }

    [Fact]
    public void A_brown_out_is_noticed_at_any_moment_and_never_read_as_a_value()
    {
        var chip = PowerOn();
        var driver = Configure(chip, Oversampling.X1, Oversampling.X1, Oversampling.X1);
        chip.Faults.BrownOut();
        Assert.Equal(SensorStatus.ConfigurationLost, Measure(driver, out _));

        driver = Configure(chip, Oversampling.X1, Oversampling.X1, Oversampling.X1);
        Assert.Equal(SensorStatus.Ready, driver.Begin());
        chip.Faults.BrownOut();
        _clock.Advance(TimeSpan.FromMilliseconds(driver.MeasurementMs));
        Assert.Equal(SensorStatus.ConfigurationLost, driver.Read(_sample, out _));
        Assert.True(_sample.IsEmpty);
    }

    [Fact]
    public void A_failure_of_any_transfer_is_told_and_the_next_try_succeeds()
    {
        for (var transfer = 0; ; transfer++)
        {
            var chip = PowerOn();
            if (RunWithFailingTransfer(chip, transfer)) break;
            Assert.True(RunWithFailingTransfer(chip, int.MaxValue), $"not recovered after transfer {transfer}");
            Assert.True(transfer < 50, "the conversation never ended");
        }
    }

    // One whole conversation, with one transfer, counted from 0, not acknowledged; true when it got its sample.
    private bool RunWithFailingTransfer(Bme280Emulator chip, int transfer)
    {
        _sample.Clear();
        var bus = new FailingBus(chip, transfer);
        var driver = new Bme280Driver(bus, new SensorSettings(Oversampling.X1, Oversampling.X1, Oversampling.X1, IirFilter.Off));
        if (!bus.TryWrite(Bme280Registers.Reset, Bme280Registers.ResetCommand)) return false;
        _clock.Advance(TimeSpan.FromMilliseconds(Bme280Timing.StartUpMs));
        if (driver.Configure() != SensorStatus.Ready || Measure(driver, out _) != SensorStatus.Ready)
        {
            Assert.True(_sample.IsEmpty, $"a value in spite of the failed transfer {transfer}");
            return false;
        }

        AssertNear(_air, $"transfer {transfer}");
        return true;
    }

    private static double Draw(Random random, int turn, double min, double max) => (turn % 16) switch
    {
        0 => min,
        1 => max,
        _ => min + (max - min) * random.NextDouble(),
    };

    // One hundredth is the telemetry's own step; the sensor's at x1 are 0.005 °C, 0.008 %RH and 2.6 Pa (BST-BME280-DS002, section 1).
    private void AssertNear(Conditions expected, string context)
    {
        AssertNear(expected.TemperatureC, _sample.TemperatureCentiC, 1.1, $"temperature; {context}");
        if (_sample.HasHumidity) AssertNear(expected.HumidityPercent, _sample.HumidityCentiPercent, 2, $"humidity; {context}");
        if (_sample.HasPressure) AssertNear(expected.PressureHPa, _sample.PressurePa, 4, $"pressure; {context}");
    }

    private static void AssertNear(double expected, int hundredths, double tolerance, string context) =>
        Assert.True(Math.Abs(hundredths - expected * 100) <= tolerance, $"{hundredths} hundredths for {expected}; {context}");

    private sealed class Air(DriverOnEmulatorTest test) : IClimate
    {
        public Conditions At(DateTimeOffset utc) => test._air;
    }
}
