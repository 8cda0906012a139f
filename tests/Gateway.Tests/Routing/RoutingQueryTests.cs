using System.Text;
using Gateway.Core.Routing.Query;
using Gateway.Core.StoreAndForward;

namespace Gateway.Tests.Routing;

/// <summary>
/// Microsoft, "IoT Hub message routing query syntax", and "IoT Hub query language for device and module twins, jobs, and message routing",
/// on expressions, conditions, operators and functions.
/// </summary>
public sealed class RoutingQueryTests
{
    [Theory]
    [InlineData("$contentEncoding = 'UTF-8'")]
    [InlineData("processingPath = 'hot'")]
    [InlineData("$contentEncoding = 'UTF-8' AND processingPath = 'hot'")]
    [InlineData("$body.Weather.HistoricalData[0].Month = 'Feb'")]
    [InlineData("$body.Weather.Temperature = 50 AND $body.Weather.IsEnabled")]
    [InlineData("length($body.Weather.Location.State) = 2")]
    [InlineData("$body.Weather.Temperature = 50 AND processingPath = 'hot'")]
    [InlineData("$twin.properties.desired.telemetryConfig.sendFrequency = '5m'")]
    [InlineData("$body.Weather.Temperature = 50 AND $twin.properties.desired.telemetryConfig.sendFrequency = '5m'")]
    [InlineData("$twin.tags.deploymentLocation.floor = '1'")]
    [InlineData("processingPath = 'hot' AND as_number(severity) <= 2")]
    [InlineData("$enqueuedTime > \"2022-06-06T22:56:05Z\"")]
    public void The_examples_of_the_documentation_hold(string query) => Assert.True(Holds(query));

    [Theory]
    [InlineData("$connectionDeviceId = 'dev1'")]
    [InlineData("$CONNECTIONDEVICEID = 'dev1'")]
    [InlineData("$dt-subject = 'thermostat'")]
    [InlineData("$messageId = 'm-1'")]
    [InlineData("$iothub-message-source = 'Telemetry'")]
    [InlineData("PROCESSINGPATH = 'hot'")]
    [InlineData("$odd = 'yes'")]
    [InlineData("a-b = 'hyphen'")]
    [InlineData("x.y = 'dot'")]
    [InlineData("empty = ''")]
    [InlineData("$body.weather.TEMPERATURE = 50")]
    [InlineData("$BODY.Weather.PrevTemperatures[2] = 40")]
    [InlineData("$twin.tags.DeploymentLocation.building = '43'")]
    [InlineData("$twin.properties.reported.batteryLevel < 60")]
    public void References_find_their_values_whatever_the_case(string query) => Assert.True(Holds(query));

    [Theory]
    [InlineData("1 = 1")]
    [InlineData("1 != 2 AND 1 <> 2")]
    [InlineData("'a' < 'b' AND 'b' <= 'b' AND 'B' < 'a'")]
    [InlineData("2 > 1 AND 2 >= 2")]
    [InlineData("1 + 2 * 3 = 7")]
    [InlineData("(1 + 2) * 3 = 9")]
    [InlineData("7 - 2 - 1 = 4 AND 12 / 3 / 2 = 2 AND 7 % 4 = 3")]
    [InlineData("-2 * -3 = 6 AND - -1 = 1")]
    [InlineData("0x1F = 31 AND 1.5e3 = 1500 AND 1e-1 = 0.1")]
    [InlineData("null = null AND true = true AND false != true")]
    [InlineData("NOT false AND NOT (1 = 2)")]
    [InlineData("true OR false AND false")]
    [InlineData("NOT 1 = 2")]
    [InlineData("tRuE aNd nOt FALSE")]
    [InlineData(@"'it\'s \""\\\u0041' = ""it's \""\\A""")]
    public void Operators_bind_and_compute_as_documented(string query) => Assert.True(Holds(query));

    [Theory]
    [InlineData("processingPath IN ['cold', 'hot']")]
    [InlineData("$body.Weather.Temperature IN [49, 50]")]
    [InlineData("-1 IN [-1]")]
    [InlineData("processingPath NIN ['cold']")]
    [InlineData("processingPath NOT IN ['cold'] AND 1 IN [1, 'a', null, true]")]
    public void Lists_are_searched(string query) => Assert.True(Holds(query));

    [Theory]
    [InlineData("ABS(-2) = 2 AND SQUARE(3) = 9 AND SQRT(9) = 3 AND POWER(2, 10) = 1024")]
    [InlineData("CEILING(1.2) = 2 AND FLOOR(-1.2) = -2 AND SIGN(-7) = -1 AND EXP(0) = 1")]
    [InlineData("AS_NUMBER('2.5') = 2.5 AND AS_NUMBER(4) = 4 AND NOT IS_DEFINED(AS_NUMBER('x'))")]
    [InlineData("IS_ARRAY($body.Weather.PrevTemperatures) AND IS_OBJECT($body.Weather.Location)")]
    [InlineData("IS_BOOL($body.Weather.IsEnabled) AND IS_NULL($body.Weather.Nothing) AND IS_NUMBER($body.Weather.Temperature)")]
    [InlineData("IS_STRING(severity) AND IS_PRIMITIVE($body.Weather.Nothing) AND NOT IS_PRIMITIVE($body.Weather)")]
    [InlineData("IS_DEFINED($body.Weather.Nothing) AND NOT is_defined($body.Weather.Wind) AND NOT IS_DEFINED(absent)")]
    [InlineData("CONCAT('a', 'b', 'c') = 'abc' AND LENGTH('abc') = 3 AND LOWER('aB') = 'ab' AND UPPER('aB') = 'AB'")]
    [InlineData("SUBSTRING('abcdef', 2) = 'cdef' AND SUBSTRING('abcdef', 1, 2) = 'bc' AND SUBSTRING('ab', 5, 9) = ''")]
    [InlineData("INDEX_OF('abc', 'c') = 2 AND INDEX_OF('abc', 'x') = -1")]
    [InlineData("STARTS_WITH($connectionDeviceId, 'dev') AND ENDS_WITH('abc', 'bc') AND CONTAINS('abc', 'b')")]
    public void Functions_compute_as_documented(string query) => Assert.True(Holds(query));

    /// <summary>"If the expression evaluates to a null or undefined value, it's treated as a Boolean false value."</summary>
    [Theory]
    [InlineData("absent = 'x'")]
    [InlineData("absent != 'x'")]
    [InlineData("NOT absent = 'x'")]
    [InlineData("NOT absent")]
    [InlineData("absent")]
    [InlineData("null")]
    [InlineData("undefined = undefined")]
    [InlineData("'true'")]
    [InlineData("1")]
    [InlineData("severity = 2")]
    [InlineData("severity != 2")]
    [InlineData("severity > 1")]
    [InlineData("'a' + 'b' = 'ab'")]
    [InlineData("1 / 0 > 0")]
    [InlineData("NOT 1 / 0 > 0")]
    [InlineData("absent IN ['x']")]
    [InlineData("absent NIN ['x']")]
    [InlineData("$body = 1")]
    [InlineData("is_defined($body)")]
    [InlineData("$body[0] = 'Feb'")]
    [InlineData("$body.Weather = $body.Weather")]
    [InlineData("$body.Weather.PrevTemperatures[3] = 40")]
    [InlineData("$body.Weather.PrevTemperatures.x = 40")]
    [InlineData("$body.Weather.Temperature.x = 40")]
    [InlineData("LENGTH(5) = 1 OR ABS('x') = 0 OR SUBSTRING('abc', -1) = 'abc'")]
    [InlineData("true AND absent")]
    [InlineData("absent OR false")]
    [InlineData("true < false")]
    public void What_is_undefined_is_not_true(string query) => Assert.False(Holds(query));

    [Theory]
    [InlineData("absent = 'x' OR true")]
    [InlineData("true OR absent = 'x'")]
    [InlineData("NOT (absent = 'x' AND false)")]
    [InlineData("NOT (false AND absent = 'x')")]
    public void What_decides_alone_decides_beside_something_undefined(string query) => Assert.True(Holds(query));

    /// <summary>"contentType must be set to application/JSON and contentEncoding to one of the supported UTF encodings."</summary>
    [Theory]
    [InlineData("application/JSON", "utf-8", true)]
    [InlineData("application/json", "UTF-16", true)]
    [InlineData("application/json", "utf-32", true)]
    [InlineData("application/json;charset=utf-8", null, true)]
    [InlineData("application/json; Charset=UTF-8", null, true)]
    [InlineData("application/json", null, false)]
    [InlineData("application/json", "ascii", false)]
    [InlineData("text/plain", "utf-8", false)]
    [InlineData(null, null, false)]
    public void The_body_is_read_only_where_the_properties_say_how(string? type, string? encoding, bool isRead)
    {
        var system = new Dictionary<string, string>();
        if (type is not null) system["content-type"] = type;
        if (encoding is not null) system["content-encoding"] = encoding;
        var bytes = encoding switch { "UTF-16" => Encoding.Unicode, "utf-32" => Encoding.UTF32, _ => Encoding.UTF8 };
        var message = RoutedMessages.Routed(system: System.Text.Json.JsonSerializer.Serialize(system), encoding: bytes);

        Assert.Equal(isRead, RoutingQuery.Parse("$body.Weather.Temperature = 50").Holds(message));
        Assert.True(RoutingQuery.Parse("processingPath = 'hot'").Holds(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":1e999}")]
    public void A_body_that_is_nothing_to_compare_with_is_undefined(string body) =>
        Assert.False(RoutingQuery.Parse("$body.a = $body.a OR $body.a > 0").Holds(RoutedMessages.Routed(body)));

    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 4)]
    [InlineData("a =", 4)]
    [InlineData("a = 'x", 5)]
    [InlineData("a = 'x' b", 9)]
    [InlineData("a = 'x' AND", 12)]
    [InlineData("AND a", 1)]
    [InlineData("(a", 3)]
    [InlineData("a)", 2)]
    [InlineData("a == 1", 4)]
    [InlineData("a & b", 3)]
    [InlineData("a = 1 = 1", 7)]
    [InlineData("a = 'x\\q'", 7)]
    [InlineData("a = '\\u12'", 6)]
    [InlineData("1x = 1", 1)]
    [InlineData("1.2.3 = 1", 1)]
    [InlineData("0x = 1", 1)]
    [InlineData("1e999 = 1", 1)]
    [InlineData("a IN 'x'", 6)]
    [InlineData("a IN []", 7)]
    [InlineData("a IN [b]", 7)]
    [InlineData("a IN [-'x']", 11)]
    [InlineData("a IN [1", 8)]
    [InlineData("NOSUCH(a)", 1)]
    [InlineData("1 = LENGTH()", 5)]
    [InlineData("1 = LENGTH(a, b)", 5)]
    [InlineData("CONCAT('a') = 'a'", 1)]
    [InlineData("$ = 1", 1)]
    [InlineData("$body..a = 1", 6)]
    [InlineData("$body.a[x] = 1", 8)]
    [InlineData("$body.a[99999999999] = 1", 8)]
    [InlineData("$body.a[0]b = 1", 8)]
    [InlineData("$twin = 1", 1)]
    [InlineData("$twin.tag.a = 1", 1)]
    [InlineData("$twin.properties.a = 1", 1)]
    public void A_fault_is_told_with_its_column(string query, int column)
    {
        var fault = Assert.Throws<RoutingQueryException>(() => RoutingQuery.Parse(query));

        Assert.Equal(column, fault.Column);
        Assert.StartsWith($"column {column}: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Length_and_depth_are_limited()
    {
        var deepest = RoutingQuery.DepthMax - 1;
        Assert.True(Holds(new string('(', deepest) + "true" + new string(')', deepest)));
        Assert.Throws<RoutingQueryException>(() => Holds(new string('(', deepest + 1) + "true" + new string(')', deepest + 1)));
        Assert.Throws<RoutingQueryException>(() => Holds(string.Concat(Enumerable.Repeat("NOT ", RoutingQuery.DepthMax)) + "true"));
        Assert.Throws<RoutingQueryException>(() => Holds(new string('-', RoutingQuery.DepthMax) + "1 = 1"));
        Assert.True(Holds("true".PadRight(RoutingQuery.CharactersMax)));
        Assert.Throws<RoutingQueryException>(() => Holds("true".PadRight(RoutingQuery.CharactersMax + 1)));
    }

    [Fact]
    public void The_longest_chain_of_operators_is_computed() =>
        Assert.True(Holds("true" + string.Concat(Enumerable.Repeat(" OR 1", (RoutingQuery.CharactersMax - 4) / 5))));

    [Fact]
    public void Only_queries_that_ask_for_the_twin_need_it()
    {
        Assert.True(RoutingQuery.Parse("a = 1 OR NOT IS_DEFINED(LOWER($twin.tags.room))").ReadsTwin);
        Assert.False(RoutingQuery.Parse("a = 1 OR $body.twin = 2").ReadsTwin);
        Assert.False(RoutingQuery.Parse("$twin.tags.room = 'x'").Holds(new(new StoredMessage(1, RoutedMessages.Message()))));
    }

    /// <summary>Any text is a query or a fault with a column inside it; nothing else comes out.</summary>
    [Fact]
    public void Mutated_queries_parse_or_fault_and_never_do_anything_else()
    {
        const int Rounds = 20_000, Seed = 20261120;
        const string Seeds = "NOT ($body.a[0].b-c >= -0x1F * 1.5e3 AND LENGTH(\"x\\u0041\") IN [1, 'y', null]) OR $twin.tags.room <> a";
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutate(Seeds, random);
            try
            {
                RoutingQuery.Parse(text).Holds(RoutedMessages.Routed());
            }
            catch (RoutingQueryException fault)
            {
                Assert.True(fault.Column >= 1 && fault.Column <= text.Length + 1, $"seed {Seed}, round {round}: {text}: {fault.Message}");
            }
        }
    }

    private static string Mutate(string text, Random random)
    {
        var characters = text.ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(characters.Count);
            if (random.Next(2) == 0) characters.RemoveAt(at);
            else characters.Insert(at, text[random.Next(text.Length)]);
        }

        return string.Concat(characters);
    }

    private static bool Holds(string query) => RoutingQuery.Parse(query).Holds(RoutedMessages.Routed());
}
