using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A board that was sold with a BME280 and carries a BMP280: the whole device on the emulated chip.</summary>
public sealed class Bmp280OnEmulatorTest
{
    private static readonly Conditions Air = new(21.5, 40.2, 1013.25);

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly Bme280Emulator _chip;
    private readonly DeviceClock _uptime;
    private readonly RecordingLog _log = new();

    public Bmp280OnEmulatorTest()
    {
        _chip = new Bme280Emulator(new RecordedClimate([new RecordedRow(TimeSpan.Zero, Air)], _clock.GetUtcNow()), _clock, SensorChip.Bmp280);
        _uptime = new DeviceClock(_clock);
    }

    [Fact]
    public void It_works_and_says_what_it_is()
    {
        var node = Boot(new DeskSensors(_chip));
        Run(node, TimeSpan.FromSeconds(59));

        Assert.Equal("BMP280", node.Sensor.Name);
        Assert.Equal(6, node.Counters.SamplesTaken);
        Assert.Equal((0, 0, 0), (node.Counters.SamplesRejected, node.Counters.ReadingsSkipped, node.Counters.BusErrors));
        Assert.InRange(node.LatestSample.TemperatureCentiC, 2149, 2151);
        Assert.InRange(node.LatestSample.PressurePa, 101_321, 101_329);
        Assert.False(node.LatestSample.HasHumidity);
        Assert.Empty(_chip.Violations);
    }

    [Fact]
    public void Its_brown_outs_cost_no_sample()
    {
        var node = Boot(new DeskSensors(_chip));
        for (var i = 0; i < 20; i++)
        {
            Run(node, TimeSpan.FromMilliseconds(10_000 + 777 * i));
            _chip.Faults.BrownOut();
        }

        Run(node, TimeSpan.FromSeconds(30));
        Assert.Equal(0, node.Counters.SamplesMissed);
        Assert.InRange(node.LatestSample.TemperatureCentiC, 2149, 2151);
        Assert.True(node.Counters.BusErrors >= 15, $"{node.Counters.BusErrors} brown-outs noticed");
    }

    [Fact]
    public void It_is_lost_when_unplugged_and_taken_back()
    {
        var node = Boot(new DeskSensors(_chip));
        Run(node, TimeSpan.FromMinutes(1));
        _chip.Faults.Unplug();
        Run(node, TimeSpan.FromSeconds(10));
        Assert.Equal("none", node.Sensor.Name);

        _chip.Faults.PlugIn();
        Run(node, TimeSpan.FromMinutes(1));
        Assert.Equal("BMP280", node.Sensor.Name);
    }

    [Fact]
    public void Without_a_driver_the_report_names_the_chip_and_what_would_do()
    {
        var node = Boot(null);
        Run(node, TimeSpan.FromMinutes(1));

        Assert.Equal("sensor lost reason=unsupportedChip chipId=88 supported=BME280;", _log.Text);
        Assert.Equal(("none", 0x58), (node.Sensor.Name, node.Sensor.ChipId));
        Assert.Equal(0, node.Counters.SamplesTaken);
        Assert.Empty(_chip.Violations);
    }

    private SensorNode Boot(ISensorFamily? siblings)
    {
        var hub = new FakeHub();
        var ports = new DevicePorts(_chip, _uptime, hub, hub, hub, new MemoryFlash(), _log) { Siblings = siblings };
        return new SensorNode(ports, TestSettings.Unsmoothed, seed: 1);
    }

    private void Run(SensorNode node, TimeSpan time)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            var wait = TimeSpan.FromMilliseconds(node.StepSampling(_uptime.UptimeMs));
            _clock.Advance(wait < end - _clock.GetUtcNow() ? wait : end - _clock.GetUtcNow());
        }
    }
}
