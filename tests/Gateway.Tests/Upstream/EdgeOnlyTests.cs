using Gateway.Mqtt.Client;
using Gateway.Tests.Running;

namespace Gateway.Tests.Upstream;

/// <summary>Fields that never leave the edge, over real sockets to a parent: design.md section 4, "Upstream".</summary>
public sealed class EdgeOnlyTests
{
    [Fact]
    public async Task Edge_only_fields_do_not_reach_the_parent_and_what_cannot_be_read_becomes_a_dead_letter()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await chain.Child.DisposeAsync();
        var routing = Path.Combine(Path.GetDirectoryName(chain.RootFile)!, "gateway", "routing.json");
        await File.WriteAllTextAsync(routing, """{"edgeOnly":["$.gps"]}""");
        await chain.StartChildAsync();
        await using var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen"));

        await kitchen.SendTelemetryAsync("kitchen", """{"gps":1,"t":2}""", "m-1");
        await kitchen.SendTelemetryAsync("kitchen", """{"gps":1""", "m-2");
        await kitchen.SendTelemetryAsync("kitchen", "plain", "m-3");

        Assert.Equal(["""{"t":2}""", "plain"], await chain.Functions.EventsAsync(2));
        while (chain.Child.Counters.DeadLettered == 0) await Task.Yield();
        Assert.Equal(1, chain.Child.Counters.DeadLettered);
    }
}
