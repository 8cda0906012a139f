using Firmware.Core;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.Esp32;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.Shell;

public sealed class SupervisorTest
{
    [Fact]
    public void A_boot_whose_loops_do_not_turn_any_more_is_ended_without_them_and_its_samples_are_kept()
    {
        var (flash, last, log) = (new MemoryFlash(), new FakePower(), new FakeLog());
        using var forced = new SignallingPower();
        var (hub, clock) = (new FakeHub { HasNetwork = false }, new Nano.Fakes.ManualClock());
        var settings = new DeviceSettings { Telemetry = new TelemetrySettings { Format = Core.Telemetry.TelemetryFormat.Flat } };
        var ports = new DevicePorts(RegisterFile.Bme280(), clock, hub, hub, hub, flash, log) { Power = forced };
        var node = new SensorNode(ports, settings, seed: 1);
        while (node.Outbox.Count == 0) clock.UptimeMs += node.StepSampling(clock.UptimeMs);
        new Supervisor(node, [], last, log).End("uplink loop has not come back for 600000 ms", 0, 0);

        Assert.True(forced.Rebooted.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, last.Reboots);
        Assert.Contains(log.Lines, line => line.StartsWith("Error main rebooting reason=", StringComparison.Ordinal));
        var note = new RestartNote(flash, node.Boot + 1);
        Assert.Equal((RestartReason.Supervisor, "uplink loop has not come back for 600000 ms"), (note.Reason, note.Detail));
        Assert.Equal(1, new SensorNode(ports, settings, seed: 2).Outbox.Recovered);
    }

    private sealed class SignallingPower : IPower, IDisposable
    {
        public ManualResetEventSlim Rebooted { get; } = new();

        public bool HasWoken => false;

        public void Reboot() => Rebooted.Set();

        public void DeepSleep(long ms) => throw new NotSupportedException();

        public void Dispose() => Rebooted.Dispose();
    }
}
