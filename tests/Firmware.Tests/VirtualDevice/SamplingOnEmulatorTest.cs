using Firmware.Core;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Hub;
using Firmware.VirtualDevice.Sensor;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>The sampling loop on a sensor that fails as sensors on masts do, without a reboot in between.</summary>
public sealed class SamplingOnEmulatorTest : IDisposable
{
    private static readonly Conditions Air = new(21.5, 40.2, 1013.25);

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _log = new();
    private readonly Bme280Emulator _chip;
    private readonly DeviceClock _uptime;
    private readonly SensorNode _node;

    public SamplingOnEmulatorTest()
    {
        _chip = new Bme280Emulator(new RecordedClimate([new RecordedRow(TimeSpan.Zero, Air)], _clock.GetUtcNow()), _clock);
        _uptime = new DeviceClock(_clock);
        var log = new TextLog(_log, Core.Ports.LogLevel.Debug, "mast", _clock);
        var hub = new MqttHubClient([], 1, new HubTrust([]), new BoundedCall(CancellationToken.None), log);
        var ports = new DevicePorts(
            _chip, _uptime, new WiredNetwork(), new FixedAssignment("hub", "mast"), hub, new FileFlashSlots(_directory.Path, log), log);
        _node = new SensorNode(ports, TestSettings.Unsmoothed, seed: 1);
    }

    public void Dispose()
    {
        _directory.Dispose();
        _log.Dispose();
    }

    private void Run(TimeSpan time)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            var wait = TimeSpan.FromMilliseconds(_node.StepSampling(_uptime.UptimeMs));
            _clock.Advance(wait < end - _clock.GetUtcNow() ? wait : end - _clock.GetUtcNow());
        }
    }

    private List<(long StampMs, int TemperatureCentiC)> Samples()
    {
        var (record, sample) = (new OutboxRecord(SamplePayload.LengthBytes), new Sample());
        var samples = new List<(long, int)>();
        while (_node.Outbox.TryPeek(record))
        {
            SamplePayload.Read(record.Payload, sample);
            samples.Add((record.StampMs, sample.TemperatureCentiC));
            _node.Outbox.Acknowledge(record);
        }

        return samples;
    }

    [Fact]
    public void A_healthy_sensor_gives_one_sample_an_interval()
    {
        Run(TimeSpan.FromMinutes(10));
        var samples = Samples();
        Assert.Equal(60, samples.Count);
        Assert.All(samples, sample => Assert.InRange(sample.TemperatureCentiC, 2149, 2151));
        Assert.All(samples.Zip(samples.Skip(1)), pair => Assert.InRange(pair.Second.StampMs - pair.First.StampMs, 9_990, 10_010));
        Assert.Empty(_chip.Violations);
    }

    [Fact]
    public void A_brown_out_costs_no_sample_and_no_reboot()
    {
        for (var i = 0; i < 20; i++)
        {
            Run(TimeSpan.FromMilliseconds(10_000 + 777 * i));
            _chip.Faults.BrownOut();
        }

        Run(TimeSpan.FromSeconds(30));
        Assert.Equal(0, _node.Counters.SamplesMissed);
        Assert.All(Samples(), sample => Assert.InRange(sample.TemperatureCentiC, 2149, 2151));
        Assert.True(_node.Counters.BusErrors >= 15, $"{_node.Counters.BusErrors} brown-outs noticed");
    }

    [Fact]
    public void A_storm_of_naks_is_survived_without_a_reboot_and_without_a_false_value()
    {
        const int seed = 42;
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            _chip.Faults.Nak(random.Next(8));
            Run(TimeSpan.FromSeconds(random.Next(1, 20)));
        }

        _chip.Faults.Nak(0);
        Samples();
        Run(TimeSpan.FromMinutes(5));
        var samples = Samples();
        Assert.True(samples.Count >= 26, $"seed {seed}: {samples.Count} samples in the five minutes after the storm");
        Assert.All(samples, sample => Assert.InRange(sample.TemperatureCentiC, 2149, 2151));
    }

    [Fact]
    public void An_unplugged_sensor_is_reported_as_lost_once_and_taken_back()
    {
        Run(TimeSpan.FromMinutes(1));
        _chip.Faults.Unplug();
        Samples();
        Run(TimeSpan.FromHours(1));
        Assert.Empty(Samples());
        Assert.Equal(359, _node.Counters.SamplesMissed, tolerance: 3);
        Assert.Single(Lines("sensor: lost"));

        _chip.Faults.PlugIn();
        Run(TimeSpan.FromMinutes(2));
        Assert.InRange(Samples().Count, 8, 13);
        Assert.Single(Lines("sensor: recovered"));
        Assert.Equal(1, _node.Boot);
    }

    [Fact]
    public void A_spike_outside_the_range_is_rejected_and_one_inside_is_let_through()
    {
        Run(TimeSpan.FromSeconds(30));
        _chip.Faults.Spike(new Conditions(160, 0, 0));
        Run(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _node.Counters.SamplesRejected);
        _chip.Faults.Spike(new Conditions(20, 0, 0));
        Run(TimeSpan.FromSeconds(10));
        Assert.InRange(Samples()[^1].TemperatureCentiC, 4149, 4151);
        Assert.Equal(1, _node.Counters.SamplesRejected);
    }

    [Fact]
    public void A_sensor_that_was_frozen_since_power_on_gives_no_value()
    {
        _chip.Faults.Freeze();
        Run(TimeSpan.FromMinutes(1));
        Assert.Empty(Samples());
        Assert.Equal(6, _node.Counters.SamplesRejected);
    }

    private IEnumerable<string> Lines(string part) =>
        _log.ToString().Split('\n').Where(line => line.Contains(part, StringComparison.Ordinal));
}
