using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Simulation;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A fleet in virtual time. Each run is given by its options, so a failure repeats.</summary>
public sealed class FleetSimulationTest
{
    private static readonly DeviceSettings Flat = new() { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Flat } };
    private static readonly DeviceSettings Curve = new() { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve } };

    private static readonly SimulationOptions Calm =
        new() { Devices = 5, Duration = TimeSpan.FromHours(2), Seed = 42, Settings = Flat };

    private static readonly SimulationOptions Stormy = Calm with
    {
        Devices = 8,
        Duration = TimeSpan.FromHours(6),
        Faults = new FaultRates
        {
            BusNaks = 40,
            BrownOuts = 20,
            Spikes = 40,
            WifiOutages = 12,
            LostAcknowledgements = 40,
            ClockSteps = 20,
            PowerCuts = 12,
        },
    };

    private static SimulationReport Run(SimulationOptions options) => FleetSimulation.Run(options, CancellationToken.None);

    [Fact]
    public void Without_faults_every_sample_arrives_once_and_unchanged()
    {
        var report = Run(Calm);
        Assert.Equal(5 * 720, report.Device.Samples);
        Assert.Equal(5 * 720, report.Delivery.Samples);
        Assert.Equal(0, report.Delivery.Repeats);
        Assert.Equal(new DeviceTotals(Boots: 5, Samples: 5 * 720, Messages: 5 * 720, 0, 0, 0, 0, 0, 0), report.Device);
        Assert.True(report.IsSound);
    }

    [Fact]
    public void A_fleet_of_BMP280_sends_all_but_humidity()
    {
        var report = Run(Calm with { Sensor = Firmware.VirtualDevice.Sensor.SensorChip.Bmp280 });
        Assert.Equal(5 * 720, report.Delivery.Samples);
        Assert.Equal(0, report.Delivery.HumidityErrorMax);
        Assert.True(report.IsSound, report.ToString());
    }

    [Fact]
    public void Without_faults_every_sample_arrives_once_within_the_curves_bound()
    {
        var report = Run(Calm with { Settings = Curve });
        Assert.Equal(5 * 720, report.Device.Samples);
        Assert.Equal(5 * 720, report.Delivery.Samples);
        Assert.InRange(report.Delivery.Messages, 5 * 24, 5 * 25); // one for five minutes, and the rest
        Assert.InRange(report.Delivery.TemperatureErrorMax, 1, report.TemperatureBound); // 0 would be a comparison with itself
        Assert.InRange(report.CompressionRatio, 10, 30);
        Assert.True(report.IsSound);
    }

    [Fact]
    public void A_climate_may_be_given_to_each_device()
    {
        var warm = new RecordedClimate([new RecordedRow(TimeSpan.Zero, new Conditions(30, 40, 1000))], Calm.Start);
        var made = Run(Calm);
        var given = Run(Calm with { Climate = _ => warm });
        Assert.True(given.IsSound);
        Assert.NotEqual(made.UplinkSha256, given.UplinkSha256);
    }

    [Fact]
    public void The_interval_is_the_settings()
    {
        var report = Run(Calm with { Settings = new DeviceSettings { IntervalMs = 1_000, Telemetry = Flat.Telemetry } });
        Assert.Equal(5 * 7_200, report.Delivery.Samples);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void The_uplinks_bytes_do_not_depend_on_the_number_of_threads(int threads)
    {
        var alone = Run(Stormy with { Threads = 1 });
        var together = Run(Stormy with { Threads = threads });
        Assert.Equal(alone.UplinkSha256, together.UplinkSha256);
        Assert.Equal(alone.Device, together.Device);
        Assert.Equal(alone.Delivery, together.Delivery);
    }

    [Fact]
    public void Another_seed_gives_other_bytes_and_other_faults()
    {
        var (one, other) = (Run(Stormy), Run(Stormy with { Seed = 43 }));
        Assert.NotEqual(one.UplinkSha256, other.UplinkSha256);
        Assert.NotEqual(one.Device.BusErrors, other.Device.BusErrors);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Whatever_goes_wrong_every_sample_arrives_as_accepted_or_its_loss_is_counted(int seed, bool asCurve)
    {
        var report = Run(Stormy with { Seed = seed, Settings = asCurve ? Curve : Flat });
        Assert.True(report.IsSound, $"seed {seed}: {report}");
        Assert.True(report.Delivery.Samples > report.Device.Samples / 2, $"seed {seed}: {report}");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Alarms_are_told_from_telemetry_whatever_goes_wrong(int seed, bool asCurve)
    {
        var nervous = new ChannelSettings(ChannelLimits.Temperature) { AlarmHigh = 2_150, AlarmHysteresis = 5 };
        var settings = new DeviceSettings { Temperature = nervous, Telemetry = asCurve ? Curve.Telemetry : Flat.Telemetry };
        var report = Run(Stormy with { Seed = seed, Settings = settings });
        Assert.True(report.IsSound, $"seed {seed}: {report}");
        Assert.True(report.Delivery.Alarms > 10, $"seed {seed}: {report}");
        Assert.True(report.Delivery.Samples > report.Device.Samples / 2, $"seed {seed}: {report}");
    }

    [Fact]
    public void Every_kind_of_fault_leaves_its_trace()
    {
        var small = new DeviceSettings { OutboxBytes = 4_096, OutboxFlashBytes = DeviceSettings.OutboxFlashMinBytes, Telemetry = Flat.Telemetry };
        var report = Run(Stormy with { Devices = 40, Settings = small });
        Assert.True(report.Device.Boots > 40, $"power cuts: {report.Device}");
        Assert.True(report.Device.BusErrors > 0, $"naks and brown-outs: {report.Device}");
        Assert.True(report.Device.Rejected > 0, $"spikes: {report.Device}");
        Assert.True(report.Device.Reconnects > 0, $"outages: {report.Device}");
        Assert.True(report.Device.Dropped > 0, $"long outages: {report.Device}");
        Assert.True(report.Delivery.Gaps > 0, $"dropped messages: {report.Delivery}");
        Assert.True(report.Delivery.Repeats > 0, $"lost acknowledgements: {report.Delivery}");
    }

    [Fact]
    public void A_cancelled_simulation_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => FleetSimulation.Run(Calm, cancelled.Token));
    }
}
