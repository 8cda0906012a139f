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

    private static ProcessorOutput Process(params HubEvent[] events) =>
        new Processor(new ProcessorSettings()).Process(new HubEventBatch("p", events), DateTimeOffset.UnixEpoch);

    private static HubEvent Event(string body) =>
        new() { Body = body, DeviceId = "kitchen", Properties = new Dictionary<string, string> { ["schema"] = "gap/1" } };
}
