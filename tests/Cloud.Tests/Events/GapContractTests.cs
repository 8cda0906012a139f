using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Support;

namespace Cloud.Tests.Events;

/// <summary>The cloud's side of the gap/1 contract, and what becomes of a gap.</summary>
public class GapContractTests
{
    private sealed record Case(string File, string DeviceId, long FromBoot, long FromSeq, long Boot, long Seq, long Count) : IGoldenCase;

    private static readonly GoldenFolder<Case> Folder = new("gap");

    public static TheoryData<string> Files => Folder.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void Golden_body_means_what_the_case_says(string file)
    {
        var expected = Folder.Case(file);
        Assert.True(GapDecoder.TryDecode(Event(Folder.Text(file)), out var gap));
        Assert.Equal(new Gap(expected.FromBoot, expected.FromSeq, expected.Boot, expected.Seq, expected.Count), gap);
    }

    [Fact]
    public void A_gap_is_counted_once_and_is_no_dead_letter()
    {
        var body = Folder.Text("one-boot.json");
        var output = Process(Event(body), Event(body));
        Assert.Empty(output.DeadLetters);
        Assert.Empty(output.Readings);
        Assert.Equal((1, 24, 1), (output.Counts.Gaps, output.Counts.Missing, output.Counts.Duplicates));
        Assert.Equal("kitchen", Assert.Single(output.DeviceStates).DeviceId);
    }

    [Fact]
    public void A_gap_that_grew_after_its_acknowledgement_was_lost_adds_what_is_new() =>
        Assert.Equal((2, 30), Missing(Gap(3, 17, 3, 40, 24), Gap(3, 17, 3, 46, 30)));

    [Fact]
    public void The_rest_of_a_gap_that_grew_while_it_was_sent_adds_what_is_new() =>
        Assert.Equal((2, 30), Missing(Gap(3, 17, 3, 40, 24), Gap(3, 41, 3, 46, 6)));

    [Fact]
    public void A_gap_that_comes_again_whole_after_its_parts_or_in_part_after_it_adds_nothing()
    {
        Assert.Equal((3, 30), Missing(Gap(3, 17, 3, 40, 24), Gap(3, 41, 3, 46, 6), Gap(3, 17, 3, 46, 30)));
        Assert.Equal((1, 30), Missing(Gap(3, 17, 3, 46, 30), Gap(3, 17, 3, 40, 24)));
    }

    [Fact]
    public void A_gap_over_boots_that_grew_adds_what_is_new() =>
        Assert.Equal((2, 160), Missing(Gap(3, 17, 5, 4, 150), Gap(3, 17, 5, 14, 160)));

    [Fact]
    public void A_message_that_arrived_although_the_device_dropped_it_is_not_missing() =>
        Assert.Equal((2, 23 + 5), Missing(Reading(3, 40), Gap(3, 17, 3, 40, 24), Gap(3, 17, 3, 45, 29)));

    [Fact]
    public void An_alert_that_overtook_the_gap_around_it_is_not_missing() =>
        Assert.Equal((1, 23), Missing(Reading(3, 20), Gap(3, 17, 3, 40, 23)));

    [Theory]
    [InlineData("""{"schema":"gap/1","fromBoot":3,"fromSeq":17,"boot":3,"seq":16,"count":1}""")]
    [InlineData("""{"schema":"gap/1","fromBoot":3,"fromSeq":17,"boot":3,"seq":40}""")]
    [InlineData("""{"schema":"gap/1","fromBoot":3,"fromSeq":17,"boot":3,"seq":40,"count":0}""")]
    [InlineData("""{"schema":"gap/1","fromBoot":3,"fromSeq":17,"boot":3,"seq":40,"count":2147483648}""")]
    [InlineData("""{"\ud800":1,"schema":"gap/1"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_gap_that_makes_no_sense_is_a_dead_letter(string body)
    {
        var output = Process(Event(body));
        Assert.Single(output.DeadLetters);
        Assert.Equal((0, 0), (output.Counts.Gaps, output.Counts.Missing));
    }

    // One at a time, each after a restart of the processor.
    private static (long Gaps, long Missing) Missing(params HubEvent[] events)
    {
        var (states, gaps, missing) = (new Dictionary<string, DeviceState>(), 0L, 0L);
        foreach (var hubEvent in events)
        {
            var processor = Processor.Restore(new ProcessorSettings(), states.Values, []);
            var output = processor.Process(new HubEventBatch("p", [hubEvent]), DateTimeOffset.UnixEpoch);
            Assert.Empty(output.DeadLetters);
            foreach (var state in output.DeviceStates) states[state.DeviceId] = state;
            (gaps, missing) = (gaps + output.Counts.Gaps, missing + output.Counts.Missing);
        }

        return (gaps, missing);
    }

    private static HubEvent Gap(int fromBoot, int fromSeq, int boot, int seq, int count) => Event(
        $$"""{"schema":"gap/1","fromBoot":{{fromBoot}},"fromSeq":{{fromSeq}},"boot":{{boot}},"seq":{{seq}},"count":{{count}}}""");

    private static HubEvent Reading(int boot, int seq) => new()
    {
        Body = $$"""{"schema":"flat/1","deviceId":"kitchen","timestamp":"2026-11-20T09:00:00.000Z","temperature":21,"boot":{{boot}},"seq":{{seq}}}""",
        DeviceId = "kitchen",
    };

    private static ProcessorOutput Process(params HubEvent[] events) =>
        new Processor(new ProcessorSettings()).Process(new HubEventBatch("p", events), DateTimeOffset.UnixEpoch);

    private static HubEvent Event(string body) =>
        new() { Body = body, DeviceId = "kitchen", Properties = new Dictionary<string, string> { ["schema"] = "gap/1" } };
}
