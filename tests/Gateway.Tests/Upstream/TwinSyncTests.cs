using System.Text;
using Gateway.Core.Twins;
using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>Microsoft, "Understand and use device twins in IoT Hub": versions, null deletes, and what a device reads after a gap.</summary>
public sealed class TwinSyncTests
{
    private readonly TwinSync _sync = new();

    [Fact]
    public void The_parent_s_desired_properties_replace_those_here_and_the_device_is_told_the_difference()
    {
        var here = Twin.Empty with { Desired = """{"a":1,"b":{"c":2,"d":3}}""", DesiredVersion = 4 };

        var change = _sync.Take(Bytes("""{"desired":{"b":{"c":2},"e":5,"$version":9,"$metadata":{}},"reported":{"$version":1}}"""))!(here);

        Assert.Equal(("""{"b":{"c":2},"e":5}""", 9), (change.Twin.Desired, change.Twin.DesiredVersion));
        Assert.Equal("""{"a":null,"b":{"d":null},"e":5}""", change.DesiredPatch);
    }

    [Fact]
    public void A_twin_that_is_the_same_tells_the_device_nothing() =>
        Assert.Null(_sync.Take(Bytes("""{"desired":{"$version":1},"reported":{}}"""))!(Twin.Empty).DesiredPatch);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_patch_that_is_not_the_next_is_refused(long version) =>
        Assert.False(TwinSync.Patch(Bytes("""{"a":1}"""), version)!(Twin.Empty).IsChanged);

    [Fact]
    public void What_the_device_reported_elsewhere_stays_at_the_parent_until_it_is_deleted_here()
    {
        _sync.Take(Bytes("""{"desired":{"$version":1},"reported":{"old":1,"fan":{"speed":1,"on":true},"$version":7}}"""));
        var here = Twin.Empty with { Reported = """{"fan":{"on":false},"new":2}""" };

        Assert.Equal("""{"fan":{"on":false},"new":2}""", _sync.ReportedPatch(here));
        _sync.Told(here);
        Assert.Null(_sync.ReportedPatch(here));
        Assert.Equal("""{"new":null}""", _sync.ReportedPatch(here with { Reported = """{"fan":{"on":false}}""" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"desired":{}}""")]
    [InlineData("""{"desired":{"a":1,"a":2,"$version":1},"reported":{}}""")]
    [InlineData("""{"desired":{"a":"\ud800","$version":1},"reported":{}}""")]
    public void What_is_no_twin_changes_nothing(string body)
    {
        Assert.Null(_sync.Take(Bytes(body)));
        Assert.Null(_sync.ReportedPatch(Twin.Empty with { Reported = """{"a":1}""" }));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
