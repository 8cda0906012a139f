using System.Globalization;
using Cloud.Core.Alerts;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Tests.Alerts;

/// <summary>What becomes of the alerts of a device that loses its memory.</summary>
public class EdgeAlertsTests
{
    [Fact]
    public void Another_alarm_of_the_same_rule_ends_the_one_that_the_device_forgot()
    {
        var output = Process([Opened(1, 1, "09:00"), Opened(2, 1, "09:10"), Resolved(2, 2, "09:10", "09:20")]);
        Assert.Equal(
            ["09:00 Open -", "09:00 Resolved 09:10", "09:10 Open -", "09:10 Resolved 09:20"], output.AlertChanges.Select(Describe));
        Assert.Equal((3, 0, 0), (output.Counts.Alarms, output.Counts.Duplicates, output.Counts.DeadLetters));
    }

    [Fact]
    public void The_end_of_another_alarm_ends_the_one_that_the_device_forgot_too()
    {
        var output = Process([Opened(1, 1, "09:00"), Resolved(2, 2, "09:10", "09:20")]); // the opening was dropped
        Assert.Equal(["09:00 Open -", "09:00 Resolved 09:20", "09:10 Resolved 09:20"], output.AlertChanges.Select(Describe));
    }

    [Fact]
    public void Alarms_of_other_rules_and_devices_go_on()
    {
        var output = Process(
        [
            Opened(1, 1, "09:00"),
            Opened(1, 2, "09:01", side: "low"),
            Opened(1, 3, "09:02", channel: "humidity"),
            Opened(1, 1, "09:03", device: "offices"),
        ]);
        Assert.All(output.AlertChanges, alert => Assert.Equal(AlertState.Open, alert.State));
        Assert.Equal(4, output.AlertChanges.Count);
    }

    [Fact]
    public void A_message_that_comes_again_ends_nothing()
    {
        var first = Opened(1, 1, "09:00");
        var output = Process([first, Opened(2, 1, "09:10"), first, Resolved(2, 2, "09:10", "09:20")]);
        Assert.Equal(
            ["09:00 Open -", "09:00 Resolved 09:10", "09:10 Open -", "09:10 Resolved 09:20"], output.AlertChanges.Select(Describe));
        Assert.Equal((3, 1), (output.Counts.Alarms, output.Counts.Duplicates));
    }

    [Fact]
    public void Restored_after_any_message_the_processor_puts_out_the_same()
    {
        HubEvent[] events =
        [
            Opened(1, 1, "09:00"), Opened(1, 2, "09:01", side: "low"), Opened(2, 1, "09:10"), Resolved(2, 2, "09:01", "09:12", side: "low"),
            Opened(3, 1, "09:15"), Resolved(3, 2, "09:15", "09:20"),
        ];
        var unbroken = Process(events).AlertChanges;
        var (states, broken) = (new Dictionary<string, DeviceState>(), new List<Alert>());
        foreach (var hubEvent in events)
        {
            var output = Processor.Restore(new ProcessorSettings(), states.Values, []).Process(Batch([hubEvent]), DateTimeOffset.UnixEpoch);
            broken.AddRange(output.AlertChanges);
            foreach (var state in output.DeviceStates) states[state.DeviceId] = state;
        }

        Assert.Equal(8, unbroken.Count);
        Assert.Equal(unbroken, broken);
    }

    private static ProcessorOutput Process(HubEvent[] events) =>
        new Processor(new ProcessorSettings()).Process(Batch(events), DateTimeOffset.UnixEpoch);

    private static HubEventBatch Batch(HubEvent[] events) => new("p", events);

    private static HubEvent Opened(int boot, int seq, string at, string side = "high", string channel = "temperature", string device = "kitchen") =>
        Event(boot, seq, "opened", at, at, side, channel, device);

    private static HubEvent Resolved(int boot, int seq, string openedAt, string at, string side = "high") =>
        Event(boot, seq, "resolved", openedAt, at, side, "temperature", "kitchen");

    private static HubEvent Event(int boot, int seq, string state, string openedAt, string at, string side, string channel, string device) => new()
    {
        DeviceId = device,
        Properties = new Dictionary<string, string> { ["schema"] = "alarm/1" },
        Body = $$"""
            {"schema":"alarm/1","deviceId":"{{device}}","timestamp":"2026-11-20T{{at}}:00.000Z","channel":"{{channel}}","side":"{{side}}","state":"{{state}}",
            "openedAt":"2026-11-20T{{openedAt}}:00.000Z","reading":31.2,"threshold":30,"boot":{{boot}},"seq":{{seq}}}
            """,
    };

    private static string Describe(Alert alert) => $"{Minute(alert.OpenedAt)} {alert.State} {(alert.ResolvedAt is { } at ? Minute(at) : "-")}";

    private static string Minute(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
