using Firmware.Esp32;

namespace Firmware.Tests.Shell;

public sealed class DeviceClockTest
{
    [Fact]
    public void Utc_is_known_and_is_Unix_time_on_a_machine_whose_clock_is_set()
    {
        var clock = new DeviceClock();

        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var utcMs = clock.UtcMs;
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.InRange(utcMs, before, after);
        Assert.True(clock.IsUtcKnown);
    }

    [Fact]
    public void Uptime_does_not_go_back()
    {
        var clock = new DeviceClock();

        Assert.True(clock.UptimeMs <= clock.UptimeMs);
    }
}
