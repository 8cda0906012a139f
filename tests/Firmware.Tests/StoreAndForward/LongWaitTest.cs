using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.StoreAndForward;

public sealed class LongWaitTest
{
    // In the minute of the longest wait the device makes 300 messages of 33 bytes: more than its RAM takes.
    [Fact]
    public void During_the_longest_wait_for_a_network_nothing_is_dropped_that_flash_has_room_for()
    {
        var device = new TestNode(new DeviceSettings
        {
            IntervalMs = 200,
            Telemetry = new TelemetrySettings { Format = TelemetryFormat.Flat },
        });
        device.Bus.IsQuiet = true;
        device.Hub.HasNetwork = false;
        device.Run(forMs: 300_000);
        Assert.Equal(1_500, device.Node.Counters.SamplesTaken);
        Assert.Equal(0, device.Node.Outbox.Dropped);
        Assert.InRange(device.Hub.Calls.Length / "network ".Length, 5, 20); // it waits as long as ever between attempts
    }
}
