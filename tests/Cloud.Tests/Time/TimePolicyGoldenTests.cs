using Cloud.Core.Time;

namespace Cloud.Tests.Time;

/// <summary>
/// The two worked examples of Stream Analytics' documentation: Microsoft, "Configuring event ordering policies for Azure Stream
/// Analytics" (the five events) and "Understand time handling in Azure Stream Analytics" (the twelve).
/// </summary>
public class TimePolicyGoldenTests
{
    private static readonly TimePolicy TwoMinutes = new()
    {
        EarlyTolerance = TimeSpan.FromMinutes(5),
        LateTolerance = TimeSpan.FromMinutes(5),
        OutOfOrderTolerance = TimeSpan.FromMinutes(2),
        Action = LateEventAction.Adjust,
    };

    /// <summary>Event minute, arrival minute, device (docs: "Illustrated example of watermarks").</summary>
    private static readonly (int Event, int Arrival, int Device)[] Twelve =
    [
        (7, 7, 1), (8, 8, 2), (17, 11, 1), (8, 13, 3), (19, 16, 1), (12, 17, 3),
        (17, 18, 2), (20, 19, 2), (16, 21, 3), (23, 22, 2), (22, 24, 2), (21, 27, 3),
    ];

    [Fact]
    public void Five_events_get_the_documented_times()
    {
        var policy = new TimePolicy
        {
            LateTolerance = TimeSpan.FromSeconds(15),
            OutOfOrderTolerance = TimeSpan.FromSeconds(5),
            Action = LateEventAction.Adjust,
        };
        (int Event, int Arrival)[] events = [(600, 640), (630, 641), (642, 642), (638, 643), (635, 645)];
        var timeline = new EventTimeline(policy);
        var placed = events.Select(one => Place(timeline, one.Event, one.Arrival, TimeSpan.TicksPerSecond));
        Assert.Equal([625, 630, 642, 638, 637], placed);
    }

    [Fact]
    public void Twelve_events_on_one_timeline_get_the_documented_times() =>
        Assert.Equal([7, 8, null, 8, 19, 17, 17, 20, 18, 23, 22, 22], PlaceAll(TwoMinutes, over: _ => 0));

    [Fact]
    public void Without_the_early_rule_the_third_event_pushes_the_fourth() =>
        Assert.Equal([7, 8, 17, 15], PlaceAll(TwoMinutes with { EarlyTolerance = TimeSpan.MaxValue }, over: _ => 0).Take(4));

    [Fact]
    public void Over_the_device_each_has_its_own_watermark() =>
        Assert.Equal([7, 8, null, 8, 19, 12, 17, 20, 16, 23, 22, 22], PlaceAll(TwoMinutes, over: device => device));

    private static List<long?> PlaceAll(TimePolicy policy, Func<int, int> over)
    {
        var timelines = Enumerable.Range(0, 4).Select(_ => new EventTimeline(policy)).ToArray();
        return [.. Twelve.Select(one => Place(timelines[over(one.Device)], one.Event, one.Arrival, TimeSpan.TicksPerMinute))];
    }

    private static long? Place(EventTimeline timeline, long eventTime, long arrival, long unitTicks) =>
        timeline.TryPlace(eventTime * unitTicks, arrival * unitTicks, out var counted, out _) ? counted / unitTicks : null;
}
