using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Simulation;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A fleet that sleeps between its samples, in virtual time. Each run is given by its options, so a failure repeats.</summary>
public sealed class SleepingFleetTest
{
    private static readonly SimulationOptions Calm = new()
    {
        Devices = 3,
        Duration = TimeSpan.FromHours(24),
        Seed = 42,
        Settings = Settings(TelemetryFormat.Curve, minutes: 1, batch: 6),
    };

    private static readonly SimulationOptions Stormy = Calm with
    {
        Devices = 6,
        Faults = new FaultRates
        {
            BusNaks = 20,
            BrownOuts = 10,
            Spikes = 20,
            WifiOutages = 8,
            LostAcknowledgements = 20,
            ClockSteps = 6,
            PowerCuts = 12,
        },
    };

    private static SimulationReport Run(SimulationOptions options) => FleetSimulation.Run(options, CancellationToken.None);

    [Fact]
    public void Without_faults_every_sample_arrives_within_the_bound_a_batch_in_each_message()
    {
        var report = Run(Calm);
        Assert.Equal(3 * 1_440, report.Device.Samples);
        Assert.Equal(0, report.Lost);
        Assert.Equal(3, report.Device.Boots);
        Assert.InRange(report.Delivery.Messages, 3 * 240, 3 * 242);
        Assert.True(report.IsSound, report.ToString());
    }

    // The budget that the firmware's guide to deep sleep states.
    [Theory]
    [InlineData(1, 1, 2_880)]
    [InlineData(10, 6, 168)]
    public void Flash_is_written_once_a_wake_and_once_more_when_it_sends(int minutes, int batch, int writesADay)
    {
        var report = Run(Calm with { Settings = Settings(TelemetryFormat.Curve, minutes, batch) });
        Assert.InRange(report.Sleep.FlashWrites / report.DeviceDays, writesADay, writesADay + 4); // the first boot, and the end
    }

    [Theory]
    [InlineData(1, TelemetryFormat.Curve)]
    [InlineData(2, TelemetryFormat.Curve)]
    [InlineData(3, TelemetryFormat.Flat)]
    public void Whatever_goes_wrong_a_power_cut_costs_one_sample_and_nothing_else_is_lost_unless_dropped(int seed, TelemetryFormat format)
    {
        var report = Run(Stormy with { Seed = seed, Settings = Settings(format, minutes: 1, batch: 6) });
        Assert.True(report.IsSound, $"seed {seed}: {report}");
        var cuts = report.Device.Boots - Stormy.Devices;
        Assert.True(cuts > 20, $"seed {seed}: {report}");
        Assert.InRange(report.Lost, 0, cuts + PowerSettings.BatchMax * report.Device.Dropped);
    }

    [Fact]
    public void The_uplinks_bytes_do_not_depend_on_the_number_of_threads()
    {
        var (alone, together) = (Run(Stormy with { Threads = 1 }), Run(Stormy with { Threads = 3 }));
        Assert.Equal(alone.UplinkSha256, together.UplinkSha256);
        Assert.Equal(alone.Sleep, together.Sleep);
    }

    [Fact]
    public void A_device_without_network_for_a_day_does_not_spend_its_battery_on_looking_for_one()
    {
        var report = Run(Calm with { Faults = new FaultRates { WifiOutages = 1_000 } });
        Assert.InRange(report.Sleep.Sends / report.DeviceDays, 1, 60);
        Assert.Equal(0, report.Lost);
    }

    [Fact]
    public void The_charge_is_that_of_sleep_wakes_and_radio()
    {
        var day = new SleepTotals(Wakes: 144, Sends: 24, FlashWrites: 168);
        // 24 h * 0.01 mA + 144 * 1.5 s * 68 mA + 24 * 7.3 s * 120 mA
        Assert.Equal(0.24 + 4.08 + 5.84, day.ChargeMah(deviceDays: 1, new ChargeFigures()), 2);
        Assert.Equal(24 * 10 + 4.08 + 5.84, day.ChargeMah(deviceDays: 1, new ChargeFigures { AsleepMa = 10 }), 2);
    }

    private static DeviceSettings Settings(TelemetryFormat format, int minutes, int batch) => new()
    {
        IntervalMs = minutes * 60_000,
        Telemetry = new TelemetrySettings { Format = format },
        Power = new PowerSettings { Mode = PowerMode.DeepSleep, Batch = batch },
    };
}
