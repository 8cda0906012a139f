using Firmware.Esp32;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Firmware.Tests.Shell;

public sealed class BoardPowerTest : IDisposable
{
    private readonly FakeLog _log = new();
    private readonly List<TimeSpan> _sleeps = [];
    private int _reboots;

    public BoardPowerTest()
    {
        Sleep.Sleeping = _sleeps.Add;
        Power.Rebooting = () => _reboots++;
    }

    public void Dispose()
    {
        (Sleep.Sleeping, Power.Rebooting) = (null, null);
        (Sleep.Cause, Sleep.TimerError) = (default, default);
    }

    [Theory]
    [InlineData(Sleep.WakeupCause.Timer, true)]
    [InlineData(Sleep.WakeupCause.Undefined, false)]
    [InlineData(Sleep.WakeupCause.Ext0, false)]
    public void Only_the_timer_ends_a_sleep(Sleep.WakeupCause cause, bool hasWoken)
    {
        Sleep.Cause = cause;
        Assert.Equal(hasWoken, new BoardPower(_log).HasWoken);
    }

    [Fact]
    public void The_timer_is_set_to_the_length_of_the_sleep()
    {
        new BoardPower(_log).DeepSleep(59_980);
        Assert.Equal([TimeSpan.FromMilliseconds(59_980)], _sleeps);
        Assert.Equal(0, _reboots);
    }

    [Fact]
    public void Without_a_timer_the_board_waits_and_reboots_for_it_would_never_wake()
    {
        Sleep.TimerError = EspNativeError.INVALID_ARG;
        new BoardPower(_log).DeepSleep(1);
        Assert.Empty(_sleeps);
        Assert.Equal(1, _reboots);
        Assert.Equal("Error power no wake-up timer error=258", Assert.Single(_log.Lines));
    }

    [Fact]
    public void A_reboot_is_the_boards()
    {
        new BoardPower(_log).Reboot();
        Assert.Equal(1, _reboots);
    }
}
