using Cloud.Core.Alerts;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Support;

namespace Cloud.Tests.Events;

/// <summary>The cloud's side of the alarm/1 contract, and what becomes of an alarm.</summary>
public class EdgeAlarmContractTests
{
    private sealed record Case(
        string File, string DeviceId, long Boot, long Seq, long TimestampUnixMs, string Channel, bool IsLow, bool IsResolved, int Value, long AgeMs) : IGoldenCase;

    private static readonly GoldenFolder<Case> Folder = new("alarm");

    public static TheoryData<string> Files => Folder.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Golden_body_means_what_the_case_says(string file)
    {
        var expected = Folder.Case(file);
        Assert.True(EdgeAlarmDecoder.TryDecode(Event(Folder.Text(file), expected.DeviceId), out var alarm));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(expected.TimestampUnixMs);
        var alert = alarm.Alert;
        Assert.Equal((expected.Boot, expected.Seq), (alarm.Boot, alarm.Seq));
        Assert.Equal(($"edge-{expected.Channel}-{(expected.IsLow ? "low" : "high")}", expected.DeviceId), (alert.Rule, alert.DeviceId));
        Assert.Equal((at, at - TimeSpan.FromMilliseconds(expected.AgeMs)), (alert.UpdatedAt, alert.OpenedAt));
        Assert.Equal(expected.IsResolved ? (AlertState.Resolved, at) : (AlertState.Open, (DateTimeOffset?)null), (alert.State, alert.ResolvedAt));
        Assert.Equal(expected.Value / 100.0, alert.Value);
    }

    [Fact]
    public void An_alarm_is_one_alert_from_opening_to_resolution_however_often_it_comes()
    {
        var (opened, resolved) = (Event(Folder.Text("opened.json"), "kitchen"), Event(Folder.Text("resolved.json"), "kitchen"));
        var output = new Processor(new ProcessorSettings()).Process(
            new HubEventBatch("p", [opened, opened, resolved]), DateTimeOffset.UnixEpoch);
        Assert.Empty(output.DeadLetters);
        Assert.Equal([AlertState.Open, AlertState.Resolved], output.AlertChanges.Select(alert => alert.State));
        Assert.Single(output.AlertChanges.Select(alert => alert.Id).Distinct());
        Assert.Equal("temperature 31.2 °C at the device, whose threshold is 30 °C", output.AlertChanges[0].Message);
        Assert.Equal((2, 1), (output.Counts.Alarms, output.Counts.Duplicates));
    }

    [Theory]
    [InlineData("\"side\":\"high\"", "\"side\":\"left\"")]
    [InlineData("\"state\":\"opened\"", "\"state\":\"ajar\"")]
    [InlineData("\"channel\":\"temperature\"", "\"channel\":\"7\"")]
    [InlineData("\"openedAt\":\"2026-11-20T09:00:00.000Z\"", "\"openedAt\":\"yesterday\"")]
    [InlineData("\"reading\":31.2", "\"reading\":\"31.2\"")]
    [InlineData("\"seq\":18", "\"seq\":0")]
    public void An_alarm_that_makes_no_sense_is_a_dead_letter(string good, string bad)
    {
        var body = Folder.Text("opened.json").Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Folder.Text("opened.json"), body);
        var output = new Processor(new ProcessorSettings()).Process(
            new HubEventBatch("p", [Event(body, "kitchen")]), DateTimeOffset.UnixEpoch);
        Assert.Single(output.DeadLetters);
        Assert.Empty(output.AlertChanges);
    }

    [Fact]
    public void An_alarm_whose_clock_was_set_back_after_it_opened_is_an_alert_all_the_same()
    {
        var body = Folder.Text("opened.json").Replace(
            "\"openedAt\":\"2026-11-20T09:00:00.000Z\"", "\"openedAt\":\"2026-11-20T09:59:00.000Z\"", StringComparison.Ordinal);
        var output = new Processor(new ProcessorSettings()).Process(
            new HubEventBatch("p", [Event(body, "kitchen")]), DateTimeOffset.UnixEpoch);
        Assert.Empty(output.DeadLetters);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 59, 0, TimeSpan.Zero), Assert.Single(output.AlertChanges).OpenedAt);
    }

    private static HubEvent Event(string body, string device) =>
        new() { Body = body, DeviceId = device, Properties = new Dictionary<string, string> { ["schema"] = "alarm/1" } };
}
