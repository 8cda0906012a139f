using System.Text;
using Gateway.Core.IotHub;
using Gateway.Core.Twins;

namespace Gateway.Tests.Twins;

/// <summary>Microsoft, "IoT Hub REST, Twins", and the limits of Microsoft, "Understand and use device twins in IoT Hub".</summary>
public sealed class TwinUpdateTests
{
    [Fact]
    public void A_patch_merges_and_the_device_is_told_the_patch_as_it_was()
    {
        var change = Patch(
            Twin.Empty with { Desired = """{"a":{"x":1,"y":2},"b":1}""" }, """{"properties":{"desired":{"a":{"x":null},"c":3}}}""");

        Assert.Equal(("""{"a":{"y":2},"b":1,"c":3}""", 2), (change.Twin.Desired, change.Twin.DesiredVersion));
        Assert.Equal("""{"a":{"x":null},"c":3}""", change.DesiredPatch);
    }

    [Theory]
    [InlineData("{}", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", """{"b":null}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"x":1,"z":3}}""", """{"a":{"y":null,"z":3}}""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"a":[1,2],"b":1.0}""", """{"a":[1,2],"b":1.0}""", "{}")]
    public void After_a_replacement_the_device_is_told_what_makes_its_copy_equal(string before, string after, string told)
    {
        var change = Replace(Twin.Empty with { Desired = before }, $$$"""{"properties":{"desired":{{{after}}}}}""");

        Assert.Equal((after, told), (change.Twin.Desired, change.DesiredPatch));
    }

    [Fact]
    public void Tags_change_without_a_word_to_the_device()
    {
        var change = Patch(Twin.Empty with { Tags = """{"floor":1,"room":"a"}""" }, """{"tags":{"floor":2,"room":null}}""");

        Assert.Equal("""{"floor":2}""", change.Twin.Tags);
        Assert.Equal((2, 1), (change.Twin.TagsVersion, change.Twin.DesiredVersion));
        Assert.Null(change.DesiredPatch);
    }

    [Fact]
    public void A_replacement_clears_what_it_does_not_name()
    {
        var change = Replace(Twin.Empty with { Desired = """{"a":1}""", Tags = """{"b":2}""", Reported = """{"c":3}""" }, "{}");

        Assert.Equal(("{}", "{}", """{"c":3}"""), (change.Twin.Desired, change.Twin.Tags, change.Twin.Reported));
        Assert.Equal("""{"a":null}""", change.DesiredPatch);
    }

    [Fact]
    public void What_the_hub_itself_writes_into_a_section_may_come_back()
    {
        var change = Patch(
            Twin.Empty,
            """{"etag":"x","properties":{"desired":{"a":1,"$version":9,"$metadata":{"$lastUpdated":"x"}},"reported":{"b":1}}}""");

        Assert.Equal(("""{"a":1}""", "{}"), (change.Twin.Desired, change.Twin.Reported));
    }

    [Fact]
    public void An_update_is_made_to_the_version_that_was_read_and_reported_changes_do_not_count()
    {
        var reported = Twin.Empty with { ReportedVersion = 7 };

        Assert.True(Parse("""{"tags":{"a":1}}""", false).ApplyTo(reported, 1).IsChanged);
        Assert.Equal(HubError.PreconditionFailed, Parse("""{"tags":{"a":1}}""", false).ApplyTo(reported, 2).ErrorCode);
    }

    [Fact]
    public void Each_section_has_its_own_size()
    {
        Assert.True(Patch(Twin.Empty, Tags(2)).IsChanged);
        Assert.Equal(HubError.TooLarge, Patch(Twin.Empty, Tags(3)).ErrorCode);
        Assert.True(Patch(Twin.Empty, Desired(10)).IsChanged);
        Assert.Equal(HubError.TooLarge, Patch(Twin.Empty, Desired(11)).ErrorCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"tags":1}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"properties":{"desired":"x"}}""")]
    [InlineData("""{"tags":{"$a":1}}""")]
    [InlineData("""{"properties":{"desired":{"a.b":1}}}""")]
    [InlineData("""{"properties":{"desired":{"a":9007199254740993}}}""")]
    [InlineData("""{"properties":{"desired":{"1":{"2":{"3":{"4":{"5":{"6":{"7":{"8":{"9":{"10":{"11":1}}}}}}}}}}}}}""")]
    public void What_is_no_update_is_none(string body)
    {
        Assert.Null(TwinUpdate.Parse(Encoding.UTF8.GetBytes(body), replaces: false, out var fault));
        Assert.NotNull(fault);
    }

    private static string Tags(int texts) => $$$"""{"tags":{"a":[{{{Texts(texts)}}}] }}""";

    private static string Desired(int texts) => $$$"""{"properties":{"desired":{"a":[{{{Texts(texts)}}}]} }}""";

    private static string Texts(int count) => string.Join(',', Enumerable.Repeat($"\"{new string('x', 3_000)}\"", count));

    private static TwinUpdate Parse(string body, bool replaces) => TwinUpdate.Parse(Encoding.UTF8.GetBytes(body), replaces, out _)!;

    private static TwinChange Patch(Twin twin, string body) => Parse(body, replaces: false).ApplyTo(twin, null);

    private static TwinChange Replace(Twin twin, string body) => Parse(body, replaces: true).ApplyTo(twin, null);
}
