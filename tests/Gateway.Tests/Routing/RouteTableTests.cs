using Gateway.Core.Routing;
using Gateway.Core.Routing.Query;
using Gateway.Core.StoreAndForward;

namespace Gateway.Tests.Routing;

/// <summary>Microsoft, "Use IoT Hub message routing to send device-to-cloud messages to different endpoints".</summary>
public sealed class RouteTableTests
{
    private static readonly string[] All = ["events", "lost", "queue", "storage"];

    /// <summary>S3-09, S3-10 and S3-11: one message goes to several endpoints at the same time.</summary>
    [Fact]
    public void A_message_goes_along_every_route_that_takes_it()
    {
        var table = new RouteTable(
            [Route("device2events", "true", "events"), Route("device2storage", "severity = '2'", "storage", "queue")], ["lost"]);

        Assert.Equal(["events", "queue", "storage"], Endpoints(table, Telemetry()));
    }

    [Fact]
    public void What_no_route_takes_goes_along_the_fallback_route_and_only_that()
    {
        var table = new RouteTable([Route("alerts", "priority = 'alert'", "queue")], ["events", "storage"]);

        Assert.Equal(["events", "storage"], Endpoints(table, Telemetry()));
        Assert.Equal(["queue"], Endpoints(table, Telemetry("""{"priority":"alert"}""")));
    }

    [Fact]
    public void A_route_that_is_not_enabled_takes_nothing() =>
        Assert.Equal(["events"], Endpoints(new RouteTable([Route("off", "true", "queue") with { IsEnabled = false }], ["events"]), Telemetry()));

    /// <summary>The fallback route is for telemetry; other sources go only where a route of theirs leads.</summary>
    [Theory]
    [InlineData("twinChangeEvents", MessageSource.TwinChangeEvents)]
    [InlineData("deviceConnectionStateEvents", MessageSource.DeviceConnectionStateEvents)]
    public void A_source_needs_a_route_of_its_own(string name, MessageSource source)
    {
        var message = Telemetry(system: $$"""{"iothub-message-source":"{{name}}"}""");
        var without = new RouteTable([Route("telemetry", "true", "queue")], ["events"]);
        var with = new RouteTable([Route("telemetry", "true", "queue"), Route("own", "true", "storage") with { Source = source }], ["events"]);

        Assert.Empty(Endpoints(without, message));
        Assert.False(without.Has(source));
        Assert.Equal(["storage"], Endpoints(with, message));
        Assert.True(with.Has(source));
        Assert.Equal(["queue"], Endpoints(with, Telemetry()));
    }

    private static Route Route(string name, string condition, params string[] endpoints) =>
        new() { Name = name, Condition = RoutingQuery.Parse(condition), Endpoints = endpoints };

    private static RoutedMessage Telemetry(string properties = """{"severity":"2"}""", string system = RoutedMessages.JsonProperties) =>
        new(new StoredMessage(1, RoutedMessages.Message(properties: properties, system: system)));

    private static IEnumerable<string> Endpoints(RouteTable table, RoutedMessage message) =>
        All.Where(endpoint => table.Delivers(message, endpoint));
}
