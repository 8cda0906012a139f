using Gateway.Host;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>Routes in a running gateway. Microsoft, "Use IoT Hub message routing to send device-to-cloud messages to different endpoints".</summary>
public sealed class RoutingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_cannot_be_used_keeps_the_gateway_from_starting_and_is_named_with_its_key()
    {
        var file = Routing("""{"routes":[{"name":"a","condition":"a ==","endpoints":["events"]}],"fallback":{"endpoints":["events"]}}""");
        await using var functions = await FunctionsEmulator.StartAsync();

        var refusal = await Assert.ThrowsAsync<GatewayStartException>(() => RunningGateway.StartAsync(
            _directory, options => options with { RoutingFile = file, EventsUrl = functions.Url }));

        Assert.StartsWith($"{file}: routes[0].condition: column 4: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_named_must_be_there()
    {
        var missing = _directory.File("missing.json");

        var refusal = await Assert.ThrowsAsync<GatewayStartException>(() => RunningGateway.StartAsync(
            _directory, options => options with { RoutingFile = missing }));

        Assert.StartsWith($"{missing} cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routing_json_in_the_data_directory_is_used_and_an_endpoint_that_is_not_configured_is_told()
    {
        Directory.CreateDirectory(_directory.File("gateway"));
        await File.WriteAllTextAsync(_directory.File("gateway/routing.json"), """{"fallback":{"endpoints":["events"]}}""");

        var refusal = await Assert.ThrowsAsync<GatewayStartException>(() => RunningGateway.StartAsync(_directory));

        Assert.Contains("fallback.endpoints[0]: there is no endpoint 'events'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--events-url", refusal.Message, StringComparison.Ordinal);
    }

    private string Routing(string json)
    {
        var file = _directory.File("routing.json");
        File.WriteAllText(file, json);
        return file;
    }
}
