using Cloud.Core.Alerts;

namespace Cloud.Tests.Alerts;

public class TemperatureRangeRuleTests
{
    [Fact]
    public void Two_readings_above_the_limit_open_at_the_first()
    {
        var opened = Assert.Single(Trace().Feed(44, 45.01, 46).Changes);
        Assert.Equal((AlertTrace.Start.AddSeconds(10), 46), (opened.OpenedAt, opened.Value));
        Assert.Equal("temperature 46 °C is above 45 °C", opened.Message);
    }

    [Fact]
    public void Two_readings_below_the_limit_open() =>
        Assert.Contains("below 0 °C", Assert.Single(Trace().Feed(-0.1, -0.2).Changes).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    public void Limits_themselves_keep_the_rule(double value) => Assert.Empty(Trace().Feed(value, value, value).Changes);

    [Fact]
    public void Crossing_the_limit_back_and_forth_is_one_alert()
    {
        var trace = Trace().Feed(46, 46);
        for (var round = 0; round < 20; round++) trace.Feed(44.5, 45.2);
        Assert.Single(trace.Changes);
    }

    [Fact]
    public void Alert_is_resolved_a_minute_after_the_temperature_came_back_inside_the_margin()
    {
        var trace = Trace().Feed(46, 46, 44.5);
        var back = trace.Now;
        trace.Feed(Enumerable.Repeat(44.0, 6));
        Assert.Single(trace.Changes);
        trace.Feed(44);
        Assert.Equal((AlertState.Resolved, back.AddMinutes(1)), (trace.Changes[1].State, trace.Changes[1].ResolvedAt));
    }

    [Fact]
    public void Leaving_the_margin_starts_the_minute_again()
    {
        var trace = Trace().Feed(46, 46).Feed(Enumerable.Repeat(44.0, 6)).Feed(44.1).Feed(Enumerable.Repeat(44.0, 6));
        Assert.Single(trace.Changes);
    }

    [Fact]
    public void Next_alert_of_the_same_rule_has_another_id()
    {
        var trace = Trace().Feed(46, 46).Feed(Enumerable.Repeat(20.0, 7)).Feed(46, 46);
        Assert.Equal([AlertState.Open, AlertState.Resolved, AlertState.Open], trace.Changes.Select(change => change.State));
        Assert.NotEqual(trace.Changes[0].Id, trace.Changes[2].Id);
    }

    private static AlertTrace Trace() => new(new TemperatureRangeRule(), TimeSpan.FromSeconds(10));
}
