using Firmware.Core;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Sensor;
using Support;
using Xunit.Abstractions;

namespace Firmware.Tests.StoreAndForward;

/// <summary>A room lived in for a day without network, every 10 s, as curve/1 with the default bounds.</summary>
public sealed class DayOfflineTest(ITestOutputHelper output)
{
    private const int Seed = 42;

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeHub _hub = new() { HasNetwork = false };
    private readonly MemoryFlash _flash = new();
    private ManualClock _running = new();

    [Fact]
    public void A_day_without_network_fits_the_default_flash()
    {
        var node = Boot();
        Run(node, TimeSpan.FromHours(24));

        var slots = Enumerable.Range(Outbox.FirstSlot, 16).Count(slot => _flash.Read(slot) is { Length: > 0 });
        output.WriteLine($"seed {Seed}: {node.Counters.SamplesTaken} samples, {node.Outbox.Count} messages, {slots} of 16 slots, "
            + $"{_flash.Writes} writes and erases, {node.Outbox.UnsavedCount} messages in RAM only");
        Assert.InRange(node.Counters.SamplesTaken, 8_600, 8_640);
        Assert.Equal(0, node.Outbox.Dropped);
        Assert.InRange(slots, 1, 8);
        Assert.InRange(_flash.Writes, 96, 220);
        Assert.Equal(node.Outbox.Count - node.Outbox.UnsavedCount, Boot().Outbox.Recovered);
    }

    private SensorNode Boot()
    {
        var room = new LivedInClimate(new SyntheticClimate(Seed), Seed);
        var chip = new Bme280Emulator(new MountedClimate(room, _clock.GetUtcNow(), Seed), _clock);
        var clock = new ManualClock { BootedAtUnixMs = _clock.GetUtcNow().ToUnixTimeMilliseconds() };
        var settings = new DeviceSettings { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve } };
        _running = clock;
        return new SensorNode(new DevicePorts(chip, clock, _hub, _hub, _hub, _flash, new RecordingLog()), settings, Seed);
    }

    private void Run(SensorNode node, TimeSpan time)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            var wait = Math.Min(node.StepSampling(_running.UptimeMs), node.StepUplink(_running.UptimeMs));
            _clock.Advance(TimeSpan.FromMilliseconds(wait));
            _running.UptimeMs += wait;
        }
    }
}
