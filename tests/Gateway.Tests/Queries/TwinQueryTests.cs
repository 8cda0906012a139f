using Gateway.Core.Queries;
using Gateway.Core.Routing.Query;

namespace Gateway.Tests.Queries;

/// <summary>Microsoft, "IoT Hub query language for device and module twins" and "… expressions and conditions".</summary>
public sealed class TwinQueryTests
{
    private const string Twin =
        """
        {"deviceId":"kitchen","status":"enabled","version":3,"tags":{"floor":2,"room":"it's","open":true,"old":null,"list":[1],"x":{"y":5.0}},
         "properties":{"desired":{"interval":10,"$version":4},"reported":{"AND":1}}}
        """;

    [Theory]
    [InlineData("SELECT * FROM devices", true)]
    [InlineData("select * from DEVICES where deviceId = 'kitchen'", true)]
    [InlineData("SELECT * FROM devices WHERE deviceId = \"kitchen\"", true)]
    [InlineData("SELECT * FROM devices WHERE starts_with(deviceId, 'kit') AND tags.floor + 1 = 3", true)]
    [InlineData("SELECT * FROM devices WHERE tags.room = 'it\\'s'", true)]
    [InlineData("SELECT * FROM devices WHERE tags.floor = 2 AND tags.open = true", true)]
    [InlineData("SELECT * FROM devices WHERE tags.floor = 2.0", true)]
    [InlineData("SELECT * FROM devices WHERE tags.x.y = 5", true)]
    [InlineData("SELECT * FROM devices WHERE tags.floor >= 2 AND tags.floor <= 2 AND tags.floor < 3 AND tags.floor > -1e3", true)]
    [InlineData("SELECT * FROM devices WHERE tags.floor <> 2 OR tags.floor != 2", false)]
    [InlineData("SELECT * FROM devices WHERE 'a' < deviceId", true)]
    [InlineData("SELECT * FROM devices WHERE tags.old = null", true)]
    [InlineData("SELECT * FROM devices WHERE properties.desired.$version = 4", true)]
    [InlineData("SELECT * FROM devices WHERE properties.desired.interval IN [5, 10]", true)]
    [InlineData("SELECT * FROM devices WHERE status NOT IN ['enabled', 'disabled']", false)]
    [InlineData("SELECT * FROM devices WHERE NOT (status = 'disabled')", true)]
    [InlineData("SELECT * FROM devices WHERE status = 'disabled' OR status = 'enabled' AND tags.floor = 2", true)]
    [InlineData("SELECT * FROM devices WHERE (status = 'enabled' OR status = 'x') AND tags.floor = 1", false)]
    [InlineData("SELECT * FROM devices WHERE is_defined(tags.floor) AND NOT IS_DEFINED(tags.none) AND IS_NULL(tags.old)", true)]
    [InlineData("SELECT * FROM devices WHERE IS_STRING(tags.room) AND IS_NUMBER(tags.floor) AND IS_BOOL(tags.open)", true)]
    [InlineData("SELECT * FROM devices WHERE IS_OBJECT(tags.x) AND IS_ARRAY(tags.list) AND NOT IS_PRIMITIVE(tags.x)", true)]
    public void A_twin_is_found_or_not(string query, bool found)
    {
        var parsed = TwinQuery.Parse(query, out var fault);

        Assert.True(parsed is not null, fault);
        Assert.Equal(found, parsed.Matches(Twin));
    }

    [Theory]
    [InlineData("tags.none = 1")]
    [InlineData("NOT (tags.none = 1)")]
    [InlineData("tags.none != 1")]
    [InlineData("tags.none NOT IN [1]")]
    [InlineData("tags.floor = '2'")]
    [InlineData("tags.floor != '2'")]
    [InlineData("tags.x > 1")]
    public void What_is_missing_or_cannot_be_compared_is_never_found(string condition) =>
        Assert.False(TwinQuery.Parse("SELECT * FROM devices WHERE " + condition, out _)!.Matches(Twin));

    [Theory]
    [InlineData("tags.none = 1 OR tags.floor = 2", true)]
    [InlineData("tags.none = 1 AND tags.floor = 2", false)]
    [InlineData("NOT (tags.none = 1 AND tags.floor = 1)", true)]
    public void What_is_not_defined_decides_only_where_the_rest_does_not(string condition, bool found) =>
        Assert.Equal(found, TwinQuery.Parse("SELECT * FROM devices WHERE " + condition, out _)!.Matches(Twin));

    [Theory]
    [InlineData("", "column 1")]
    [InlineData("SELECT deviceId FROM devices", "column 8")]
    [InlineData("SELECT COUNT() FROM devices", "column 8")]
    [InlineData("SELECT * FROM devices.jobs", "column 15")]
    [InlineData("SELECT * FROM devices HAVING", "column 23")]
    [InlineData("SELECT * FROM devices WHERE", "column 28")]
    [InlineData("SELECT * FROM devices WHERE tags. = 1", "column 29")]
    [InlineData("SELECT * FROM devices WHERE (tags.a = 1", "column 40")]
    [InlineData("SELECT * FROM devices WHERE tags.a = 1 tags", "column 40")]
    [InlineData("SELECT * FROM devices WHERE tags.a = 'x", "column 38")]
    [InlineData("SELECT * FROM devices WHERE nothing(tags.a)", "column 29")]
    public void What_is_no_query_is_refused_with_its_column(string query, string where)
    {
        Assert.Null(TwinQuery.Parse(query, out var fault));
        Assert.StartsWith(where + ":", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        var nested = string.Concat(Enumerable.Repeat("(", RoutingQuery.DepthMax + 1));

        Assert.Null(TwinQuery.Parse("SELECT * FROM devices WHERE " + nested, out var deep));
        Assert.Contains("levels deep", deep, StringComparison.Ordinal);
        Assert.Null(TwinQuery.Parse(new string(' ', RoutingQuery.CharactersMax + 1), out _));
    }
}
