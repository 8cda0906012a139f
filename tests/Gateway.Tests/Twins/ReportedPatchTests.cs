using System.Text;
using Gateway.Core.IotHub;
using Gateway.Core.Twins;

namespace Gateway.Tests.Twins;

/// <summary>The rules of Microsoft, "Understand and use device twins in IoT Hub".</summary>
public sealed class ReportedPatchTests
{
    [Theory]
    [InlineData("{}", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":null}""", """{"b":2}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":3,"z":4}}""", """{"a":{"x":1,"y":3,"z":4}}""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":{"x":null}}""", """{"a":{}}""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":5}""", """{"a":5}""")]
    [InlineData("""{"a":5}""", """{"a":{"x":1,"y":null}}""", """{"a":{"x":1}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{"a":1}""", """{"missing":null}""", """{"a":1}""")]
    public void Objects_merge_null_deletes_and_all_else_replaces(string before, string patch, string after)
    {
        var change = Apply(Twin.Empty with { Reported = before }, null, patch);

        Assert.True(change.IsChanged, change.Error);
        Assert.Equal((after, 2), (change.Twin.Reported, change.Twin.ReportedVersion));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"1":{"2":{"3":{"4":{"5":{"6":{"7":{"8":{"9":{"10":{"11":1}}}}}}}}}}}""")]
    [InlineData("""{"a.b":1}""")]
    [InlineData("""{"$a":1}""")]
    [InlineData("""{"a b":1}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"a":{"\u0007":1}}""")]
    [InlineData("""{"a":[4503599627370496]}""")]
    [InlineData("""{"a":-4503599627370497}""")]
    [InlineData("""{"a":1e999}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":{"b":["\udc00"]}}""")]
    public void What_is_no_patch_is_none(string patch) => ShouldBeNone(Encoding.UTF8.GetBytes(patch));

    [Fact]
    public void A_patch_of_ill_formed_utf8_is_none() =>
        ShouldBeNone([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);

    [Fact]
    public void What_stands_at_a_limit_is_taken_and_one_more_is_not()
    {
        Assert.True(Apply(Twin.Empty, null, """{"a":4503599627370495,"b":-4503599627370496,"c":1.5e300}""").IsChanged);
        Assert.True(Apply(Twin.Empty, null, $$"""{"{{new string('n', TwinLimits.NameBytesMax)}}":1}""").IsChanged);
        Assert.True(Apply(Twin.Empty, null, $$"""{"a":"{{new string('v', TwinLimits.ValueBytesMax)}}"}""").IsChanged);
        Assert.True(Apply(Twin.Empty, null, """{"1":{"2":{"3":{"4":{"5":{"6":{"7":{"8":{"9":{"10":1}}}}}}}}}}""").IsChanged);
        ShouldBeNone(Encoding.UTF8.GetBytes($$"""{"{{new string('n', TwinLimits.NameBytesMax + 1)}}":1}"""));
        ShouldBeNone(Encoding.UTF8.GetBytes($$"""{"a":"{{new string('v', TwinLimits.ValueBytesMax + 1)}}"}"""));
    }

    [Fact]
    public void A_patch_for_another_version_is_refused()
    {
        Assert.True(Apply(Twin.Empty, 1, """{"a":1}""").IsChanged);
        Assert.Equal(HubError.PreconditionFailed, Apply(Twin.Empty, 2, """{"a":1}""").ErrorCode);
    }

    [Fact]
    public void The_section_has_a_size()
    {
        var items = string.Join(',', Enumerable.Repeat($"\"{new string('x', 3_000)}\"", 10));
        var large = Apply(Twin.Empty, null, $$"""{"a":[{{items}}]}""");

        Assert.True(large.IsChanged, large.Error);
        Assert.Equal(HubError.TooLarge, Apply(large.Twin, null, $$"""{"b":"{{new string('x', 4_000)}}"}""").ErrorCode);
    }

    private static TwinChange Apply(Twin twin, long? baseVersion, string patch) =>
        ReportedPatch.Parse(Encoding.UTF8.GetBytes(patch), out _)!.ApplyTo(twin, baseVersion);

    private static void ShouldBeNone(byte[] patch)
    {
        Assert.Null(ReportedPatch.Parse(patch, out var fault));
        Assert.NotNull(fault);
    }
}
