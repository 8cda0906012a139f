using Cloud.LocalHost;
using Support;

namespace EndToEnd.Tests;

public sealed class ScaledTimeProviderTest
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _real = new(Start);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(60, 600)]
    [InlineData(2.5, 25)]
    public void Time_passes_so_many_times_faster(double speed, double secondsLater)
    {
        var clock = new ScaledTimeProvider(_real, speed);
        var before = clock.GetTimestamp();
        _real.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(secondsLater), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(secondsLater), clock.GetElapsedTime(before));
    }

    [Fact]
    public void A_timer_fires_when_its_time_has_passed_on_this_clock()
    {
        var clock = new ScaledTimeProvider(_real, 60);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        _real.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Empty(fired);
        _real.Advance(TimeSpan.FromSeconds(4.001));
        Assert.Equal([Start.AddMinutes(1), Start.AddMinutes(3), Start.AddMinutes(5)], fired);
    }

    [Fact]
    public void A_short_wait_is_still_a_wait_and_a_timer_that_never_fires_still_never_does()
    {
        var clock = new ScaledTimeProvider(_real, 1000);
        var fired = 0;
        using var shortest = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        using var never = clock.CreateTimer(_ => Assert.Fail("fired"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _real.Advance(TimeSpan.FromMilliseconds(0.9));
        Assert.Equal(0, fired);
        _real.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void It_skips_forward_and_never_back()
    {
        var clock = new ScaledTimeProvider(_real, 60);
        var before = clock.GetTimestamp();
        clock.SkipTo(Start.AddHours(1));
        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
        clock.SkipTo(Start);
        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
        Assert.Equal(before, clock.GetTimestamp());
    }
}
