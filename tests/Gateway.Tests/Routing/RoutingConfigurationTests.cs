using Gateway.Core.Routing;
using Gateway.Core.Routing.Configuration;
using Gateway.Core.Routing.Files;

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
    [InlineData("""{"fallback":{"endpoints":["events"]},"edgeOnly":["$.a", "$..b"]}""", "edgeOnly: '$..b' is no path; write one such as")]
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
    public void An_endpoint_of_files_has_the_hubs_defaults_and_takes_the_hubs_settings()
    {
        var files = RoutingConfiguration.Parse(
            """
            {
              "endpoints": {
                "cold": { "type": "files", "directory": "a" },
                "hub": { "type": "files", "directory": "b", "fileNameFormat": "{iothub}/{YYYY}-{MM}-{DD}/{HH}-{mm}-{partition}",
                         "batchFrequencySeconds": 720, "maxChunkBytes": 10485760 }
              },
              "fallback": { "endpoints": ["cold", "hub"] }
            }
            """,
            []).Files;

        Assert.Equal(("cold", "a", TimeSpan.FromSeconds(60), 314_572_800), Settings(files[0]));
        Assert.Equal(("hub", "b", TimeSpan.FromSeconds(720), 10_485_760), Settings(files[1]));
        Assert.Equal("{iothub}/{YYYY}-{MM}-{DD}/{HH}-{mm}-{partition}", files[1].FileNameFormat);
    }

    [Theory]
    [InlineData("""{"events":{}}""", "endpoints.events: this name is a built-in endpoint's")]
    [InlineData("""{"a/b":{}}""", "endpoints.a/b: must be at most 64 ASCII letters")]
    [InlineData("""{"cold":{"directory":"d"} }""", "endpoints.cold.type: is missing; write")]
    [InlineData("""{"cold":{"type":"blob","directory":"d"} }""", "endpoints.cold.type: must be \"files\"")]
    [InlineData("""{"cold":{"type":"files"} }""", "endpoints.cold.directory: is missing; say where")]
    [InlineData("""{"cold":{"type":"files","directory":"d","fileNameFormat":"x"} }""", "endpoints.cold.fileNameFormat: must hold {partition}")]
    [InlineData("""{"cold":{"type":"files","directory":"d","batchFrequencySeconds":0} }""", "batchFrequencySeconds: must be a number from 1 to 720")]
    [InlineData("""{"cold":{"type":"files","directory":"d","maxChunkBytes":5e9} }""", "maxChunkBytes: must be a number from 1024 to 524288000")]
    [InlineData("""{"a":{"type":"files","directory":"d"},"b":{"type":"files","directory":"d"} }""", "endpoints.b: another endpoint has")]
    public void An_endpoint_that_cannot_be_used_is_refused_with_the_key(string endpoints, string message) =>
        AssertRefused($$"""{"endpoints":{{endpoints}},"fallback":{"endpoints":["events"]} }""", message);

    private static (string, string, TimeSpan, long) Settings(FilesEndpointOptions files) =>
        (files.Name, files.Directory, files.BatchFrequency, files.MaxChunkBytes);

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
