using System.Globalization;
using Cloud.Core.Alerts;
using Support;

namespace Cloud.Tests.Alerts;

public class TemperatureStepRuleTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(10, 30)]
    [InlineData(60, 4)]
    [InlineData(100, 3)]
    public void Step_opens_at_its_first_reading_once_the_second_confirms_it(int intervalSeconds, int before)
    {
        var trace = Steady(TimeSpan.FromSeconds(intervalSeconds), before);
        var step = trace.Now;
        Assert.Empty(trace.Feed(27).Changes);
        var opened = Assert.Single(trace.Feed(27).Changes);
        Assert.Equal((AlertState.Open, step, 27), (opened.State, opened.OpenedAt, opened.Value));
        Assert.Equal("temperature 27 °C is 6 °C above the mean of the last 5 min, 21 °C", opened.Message);
    }

    [Fact]
    public void Step_down_opens_too()
    {
        var opened = Assert.Single(Steady(TenSeconds, 30).Feed(18.9, 18.8).Changes);
        Assert.Contains("below the mean", opened.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.99, 0)]
    [InlineData(2, 1)]
    public void Departure_of_two_degrees_is_a_step(double departure, int alerts) =>
        Assert.Equal(alerts, Steady(TenSeconds, 30).Feed(21 + departure, 21 + departure).Changes.Count);

    [Fact]
    public void Single_outlier_opens_nothing_and_does_not_move_the_mean()
    {
        var trace = Steady(TenSeconds, 30).Feed(60, 21, 60, 21, 60, 21);
        Assert.Empty(trace.Changes);
        Assert.Contains("21 °C", trace.Feed(23.5, 23.5).Changes[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outliers_on_opposite_sides_do_not_add_up() => Assert.Empty(Steady(TenSeconds, 30).Feed(27, 15, 27, 15, 27).Changes);

    [Theory]
    [InlineData(new double[] { -5, 40, 40, 40 })]
    [InlineData(new double[] { 15, 21, 21, 21 })]
    [InlineData(new double[] { 15, 30, 21, 21 })]
    [InlineData(new double[] { 21, 21, 15, 15 })]
    public void First_values_after_a_start_open_nothing(double[] first) =>
        Assert.Empty(Trace(TenSeconds).Feed(first).Feed(Enumerable.Repeat(first[^1], 40)).Changes);

    [Fact]
    public void First_values_after_a_gap_open_nothing() =>
        Assert.Empty(Steady(OneMinute, 30).Skip(TimeSpan.FromMinutes(6)).Feed(27, 27, 27, 27).Changes);

    [Fact]
    public void Lasting_step_becomes_the_new_normal_and_is_resolved()
    {
        var trace = Steady(TenSeconds, 30);
        var step = trace.Now;
        trace.Feed(Enumerable.Repeat(27.0, 60));
        Assert.Equal([AlertState.Open, AlertState.Resolved], trace.Changes.Select(change => change.State));
        Assert.Equal(trace.Changes[0].Id, trace.Changes[1].Id);
        Assert.InRange(trace.Changes[1].ResolvedAt!.Value - step, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7));
    }

    [Fact]
    public void Worse_departure_updates_the_same_alert()
    {
        var trace = Steady(TenSeconds, 30).Feed(24, 24, 24.1, 30);
        Assert.Equal(2, trace.Changes.Count);
        Assert.Equal((trace.Changes[0].Id, 30), (trace.Changes[1].Id, trace.Changes[1].Value));
        Assert.Null(trace.Changes[1].ResolvedAt);
    }

    [Fact]
    public void Smoothed_step_opens_within_three_readings()
    {
        var trace = Steady(TenSeconds, 30);
        var (step, smoothed) = (trace.Now, 21.0);
        for (var reading = 0; reading < 30; reading++) trace.Feed(smoothed += 0.3 * (27 - smoothed));
        Assert.InRange(trace.Changes[0].OpenedAt - step, TimeSpan.Zero, 3 * TenSeconds);
    }

    [Fact]
    public void Departure_between_the_two_limits_neither_opens_nor_resolves()
    {
        Assert.Empty(Steady(TenSeconds, 30).Feed(22.5, 22.6, 22.5).Changes);
        var open = new AlertTrace(new TemperatureStepRule { Baseline = TimeSpan.FromHours(1) }, TenSeconds).Feed(
            Enumerable.Repeat(21.0, 300)).Feed(24, 24);
        Assert.Single(open.Feed(Enumerable.Repeat(22.5, 20)).Changes);
    }

    [SharedFact("data/occupancy")]
    public void Recorded_offices_open_nothing_and_an_injected_step_opens_one() =>
        Assert.All(Directory.GetFiles(Repository.Shared("data", "occupancy")!, "*.txt"), AssertOnlyStepsOpen);

    private static void AssertOnlyStepsOpen(string file)
    {
        var recorded = File.ReadLines(file).Skip(1).Select(Temperature).ToArray();
        Assert.Empty(Trace(OneMinute).Feed(recorded).Changes);
        for (var at = 10; at < recorded.Length - 10; at += 997)
        {
            var index = at;
            var trace = Trace(OneMinute).Feed(recorded.Take(at + 2).Select((value, row) => row < index ? value : value + 6));
            Assert.True(trace.Changes is [{ State: AlertState.Open }] && trace.Changes[0].OpenedAt == AlertTrace.Start + (at * OneMinute),
                $"{file}: a step at row {at} opened {trace.Changes.Count} alerts");
        }
    }

    private static double Temperature(string line) => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture);

    private static AlertTrace Trace(TimeSpan interval) => new(new TemperatureStepRule(), interval);

    private static AlertTrace Steady(TimeSpan interval, int readings) => Trace(interval).Feed(Enumerable.Repeat(21.0, readings));
}
