using Cloud.Core.Time;

namespace Cloud.Tests.Time;

public class EventTimelineTests
{
    private const long Hour = TimeSpan.TicksPerHour;

    private static readonly TimePolicy Policy = new()
    {
        EarlyTolerance = TimeSpan.FromMinutes(5),
        LateTolerance = TimeSpan.FromMinutes(1),
        OutOfOrderTolerance = TimeSpan.FromSeconds(10),
        DeliveryGrace = TimeSpan.FromSeconds(5),
    };

    [Theory]
    [InlineData(0, TimeVerdict.OnTime)]
    [InlineData(1, TimeVerdict.Early)]
    public void Event_is_early_only_beyond_the_tolerance(long beyondTicks, TimeVerdict expected)
    {
        var timeline = new EventTimeline(Policy);
        timeline.TryPlace(Hour + Policy.EarlyTolerance.Ticks + beyondTicks, Hour, out _, out var verdict);
        Assert.Equal(expected, verdict);
    }

    [Theory]
    [InlineData(0, true, TimeVerdict.OnTime)]
    [InlineData(1, false, TimeVerdict.Late)]
    public void Event_is_late_only_beyond_the_tolerance(long beyondTicks, bool counted, TimeVerdict expected)
    {
        var timeline = new EventTimeline(Policy);
        var arrival = Hour + Policy.LateTolerance.Ticks + beyondTicks;
        Assert.Equal(counted, timeline.TryPlace(Hour, arrival, out _, out var verdict));
        Assert.Equal(expected, verdict);
    }

    [Theory]
    [InlineData(0, true, TimeVerdict.OnTime)]
    [InlineData(1, false, TimeVerdict.OutOfOrder)]
    public void Event_is_out_of_order_only_before_the_watermark(long beforeTicks, bool counted, TimeVerdict expected)
    {
        var timeline = new EventTimeline(Policy);
        timeline.TryPlace(Hour, Hour, out _, out _);
        var eventTicks = Hour - Policy.OutOfOrderTolerance.Ticks - beforeTicks;
        Assert.Equal(counted, timeline.TryPlace(eventTicks, Hour, out _, out var verdict));
        Assert.Equal(expected, verdict);
    }

    [Fact]
    public void Early_event_does_not_move_the_watermark()
    {
        var timeline = new EventTimeline(Policy);
        timeline.TryPlace(Hour, Hour, out _, out _);
        var before = timeline.WatermarkTicks;
        Assert.False(timeline.TryPlace(2 * Hour, Hour, out _, out _));
        Assert.Equal(before, timeline.WatermarkTicks);
    }

    [Fact]
    public void Late_event_moved_to_the_tolerance_keeps_its_verdict()
    {
        var timeline = new EventTimeline(Policy with { Action = LateEventAction.Adjust });
        Assert.True(timeline.TryPlace(Hour, 2 * Hour, out var counted, out var verdict));
        Assert.Equal((2 * Hour) - Policy.LateTolerance.Ticks, counted);
        Assert.Equal(TimeVerdict.Late, verdict);
    }

    [Fact]
    public void Without_input_the_watermark_follows_the_present()
    {
        var timeline = new EventTimeline(Policy);
        timeline.TryPlace(Hour, Hour, out _, out _);
        timeline.Advance(2 * Hour);
        Assert.Equal((2 * Hour) - TimeSpan.FromSeconds(65).Ticks, timeline.WatermarkTicks);
    }

    [Fact]
    public void The_present_never_moves_the_watermark_back()
    {
        var timeline = new EventTimeline(Policy);
        timeline.TryPlace(Hour, Hour, out _, out _);
        var before = timeline.WatermarkTicks;
        timeline.Advance(Hour / 2);
        Assert.Equal(before, timeline.WatermarkTicks);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((20L * TimeSpan.TicksPerDay) + 1)]
    public void Late_tolerance_outside_its_range_is_refused(long ticks)
    {
        var policy = new TimePolicy { LateTolerance = TimeSpan.FromTicks(ticks) };
        Assert.Contains("late-arrival", Assert.Throws<ArgumentException>(policy.Validate).Message, StringComparison.Ordinal);
    }
}
