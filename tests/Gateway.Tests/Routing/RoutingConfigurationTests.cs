using Gateway.Core.Routing;
using Gateway.Core.Routing.Configuration;

namespace Gateway.Tests.Routing;

/// <summary>The routing configuration: what is wrong is told with its key and how to mend it.</summary>
public sealed class RoutingConfigurationTests
{
    private static readonly string[] BuiltIn = ["events"];

    [Fact]
    public void A_whole_file_is_read()
    {
        var routes = RoutingConfiguration.Parse(
            """
            {
              // Comments are allowed.
              "routes": [
                { "name": "alerts", "source": "DeviceMessages", "condition": "priority = 'alert'", "endpoints": ["events"], "enabled": true },
                { "name": "twins", "source": "twinchangeevents", "endpoints": ["events"] },
                { "name": "off", "source": "DeviceConnectionStateEvents", "endpoints": ["events"], "enabled": false },
              ],
              "fallback": { "endpoints": ["events"] }
            }
            """,
            BuiltIn).Routes;

        Assert.True(routes.Has(MessageSource.TwinChangeEvents));
        Assert.False(routes.Has(MessageSource.DeviceConnectionStateEvents));
        Assert.Equal(BuiltIn, routes.Fallback);
    }

    [Fact]
    public void Without_a_file_all_telemetry_goes_to_every_endpoint() =>
        Assert.Equal(["events", "upstream"], RoutingConfiguration.Default(["events", "upstream"]).Routes.Fallback);

    [Theory]
    [InlineData("", "line 1: is no JSON")]
    [InlineData("{\n\"routes\": [\n}", "line 3: is no JSON")]
    [InlineData("[]", "the file: must be an object")]
    [InlineData("{}", "fallback: is missing; say where telemetry goes that no route takes")]
    [InlineData("""{"fallback":{}}""", "fallback.endpoints: is missing; name at least one endpoint")]
    [InlineData("""{"fallback":{"endpoints":[]}}""", "fallback.endpoints: names no endpoint")]
    [InlineData("""{"fallback":{"endpoints":"events"}}""", "fallback.endpoints: must be a list")]
    [InlineData("""{"fallback":{"endpoints":["cold"]}}""", "fallback.endpoints[0]: there is no endpoint 'cold'; there are events")]
    [InlineData("""{"fallback":{"endpoints":[5]}}""", "fallback.endpoints[0]: must be a text")]
    [InlineData("""{"fallback":{"endpoints":["events"]},"fallbck":1}""", "fallbck: is no known key; there are ")]
    [InlineData("""{"fallback":{"endpoints":["events"]},"routes":{}}""", "routes: must be a list")]
    public void A_file_that_cannot_be_used_is_refused_with_the_key(string text, string message) => AssertRefused(text, message);

    [Theory]
    [InlineData("5", "must be an object")]
    [InlineData("""{"endpoints":["events"]}""", "name: is missing")]
    [InlineData("""{"name":"","endpoints":["events"]}""", "name: must be a text that is not empty")]
    [InlineData("""{"name":"a b","endpoints":["events"]}""", "name: must be at most 64 ASCII letters")]
    [InlineData("""{"name":"a"}""", "endpoints: is missing")]
    [InlineData("""{"name":"a","endpoints":["events"],"source":"Telemetry"}""", "source: must be one of DeviceMessages, TwinChangeEvents, ")]
    [InlineData("""{"name":"a","endpoints":["events"],"enabled":"yes"}""", "enabled: must be true or false")]
    [InlineData("""{"name":"a","endpoints":["events"],"condition":"a = "}""", "condition: column 5: the end of the query stands where")]
    [InlineData("""{"name":"a","endpoints":["events"],"condition":true}""", "condition: must be a text")]
    [InlineData("""{"name":"a","endpoints":["events"],"name":"b"}""", "line 1: is no JSON")]
    [InlineData("""{"name":"\ud800","endpoints":["events"]}""", "the file: holds a text that is no Unicode")]
    [InlineData("""{"name":"a","endpoints":["events"]},{"name":"a","endpoints":["events"]}""", "routes[1]: there is another route 'a'; rename one")]
    public void A_route_that_cannot_be_used_is_refused_with_the_key(string route, string message) =>
        AssertRefused($$"""{"routes":[{{route}}],"fallback":{"endpoints":["events"]} }""", message);

    [Fact]
    public void The_number_of_routes_is_limited()
    {
        var routes = Enumerable.Range(0, RoutingConfiguration.RoutesMax + 1).Select(n => $$"""{"name":"r{{n}}","endpoints":["events"]}""");
        AssertRefused(
            $$"""{"routes":[{{string.Join(',', routes)}}],"fallback":{"endpoints":["events"]} }""", "routes: holds 101 routes; the limit is 100");
    }

    private static void AssertRefused(string text, string message)
    {
        var refusal = Assert.Throws<RoutingConfigurationException>(() => RoutingConfiguration.Parse(text, BuiltIn));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
