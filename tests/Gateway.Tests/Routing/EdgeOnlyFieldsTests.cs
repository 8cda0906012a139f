using System.Text;
using Gateway.Core.Routing;
using Gateway.Core.StoreAndForward;

namespace Gateway.Tests.Routing;

/// <summary>Fields that never leave the edge.</summary>
public sealed class EdgeOnlyFieldsTests
{
    [Theory]
    [InlineData("$.gps", """{"gps":{"lat":1},"t":21.50}""", """{"t":21.50}""")]
    [InlineData("gps", """{"t":1,"gps":1}""", """{"t":1}""")]
    [InlineData("$.gps", """{"GPS":1,"t":1,"gps":2,"gp\u0073":3}""", """{"t":1}""")]
    [InlineData("$.a.b", """{"a":{"b":1,"c":2},"b":3}""", """{"a":{"c":2},"b":3}""")]
    [InlineData("$.r[*].gps", """{"r":[{"gps":1,"t":1},{"t":2},5]}""", """{"r":[{"t":1},{"t":2},5]}""")]
    [InlineData("$.r[1]", """{"r":[1,2,3]}""", """{"r":[1,3]}""")]
    [InlineData("$[*].gps", """[{"gps":1},{"t":2}]""", """[{},{"t":2}]""")]
    public void A_field_is_removed_wherever_its_path_leads(string path, string body, string expected) =>
        Assert.Equal(expected, Stripped([path], body));

    [Fact]
    public void Several_fields_are_removed_at_once() =>
        Assert.Equal("""{"a":{"c":3}}""", Stripped(["$.gps", "$.a.b", "$.a.d"], """{"gps":1,"a":{"b":2,"c":3,"d":4}}"""));

    [Theory]
    [InlineData("""{ "t" : 1 }""")]
    [InlineData("21.5")]
    [InlineData("plain text")]
    [InlineData("")]
    public void A_body_without_the_field_leaves_to_the_last_byte_as_it_came(string body) => Assert.Equal(body, Stripped(["$.gps"], body));

    [Theory]
    [InlineData("""{"gps":1""")]
    [InlineData("""{"gps":1} trailing""")]
    [InlineData("""  [{"gps":1},""")]
    [InlineData("""{"t":"\ud800","gps":1}""")]
    public void What_begins_like_json_but_cannot_be_read_does_not_leave(string body) => Assert.Null(Stripped(["$.gps"], body));

    [Fact]
    public void Utf16_without_a_word_about_it_does_not_leave_and_with_it_is_stripped()
    {
        const string Body = """{"gps":1,"t":2}""";
        const string Utf16 = """{"content-type":"application/json","content-encoding":"utf-16"}""";
        var fields = EdgeOnlyFields.Parse(["$.gps"]);

        Assert.False(fields.TryStrip(Stored(Encoding.Unicode.GetBytes(Body)), out _));
        Assert.True(fields.TryStrip(Stored(Encoding.Unicode.GetBytes(Body), Utf16), out var stripped));
        Assert.Equal("""{"t":2}""", Encoding.Unicode.GetString(stripped.Span));
    }

    [Fact]
    public void Without_fields_nothing_is_looked_at() =>
        Assert.True(EdgeOnlyFields.None.TryStrip(Stored("{\"gps\":"u8.ToArray()), out _));

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("$..gps")]
    [InlineData("$.a[")]
    [InlineData("$.a[x]")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a]")]
    [InlineData("$gps")]
    public void What_is_no_path_is_refused(string path) => Assert.Throws<FormatException>(() => EdgeOnlyFields.Parse([path]));

    private static string? Stripped(string[] paths, string body) =>
        EdgeOnlyFields.Parse(paths).TryStrip(Stored(Encoding.UTF8.GetBytes(body)), out var stripped)
            ? Encoding.UTF8.GetString(stripped.Span)
            : null;

    private static StoredMessage Stored(byte[] body, string system = "{}") =>
        new(1, RoutedMessages.Message(system: system) with { Body = body });
}
