using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;

namespace Gateway.Tests.Upstream;

/// <summary>
/// Two gateways in a chain over real sockets. What must not happen is what users of Azure/iotedge report: issues 6006 and 7123 (nothing
/// goes upstream after a reconnect), 706 and 6981 (messages lost over a restart), 1538 (duplicates).
/// </summary>
public sealed class UpstreamEndpointTests
{
    [Fact]
    public async Task A_message_arrives_at_the_parent_as_the_device_s_own_with_its_id_and_its_time()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await using var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen"));

        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await kitchen.PublishAsync(
            "devices/kitchen/messages/events/%24.mid=m-1&%24.ct=application%2Fjson&level=high", "{}"u8.ToArray(), MqttQos.AtLeastOnce);

        var batch = await chain.Functions.NextAsync();
        var system = batch.Metadata("SystemPropertiesArray")[0];
        Assert.Equal("kitchen", system.GetProperty("iothub-connection-device-id").GetString());
        Assert.Equal("m-1", system.GetProperty("message-id").GetString());
        Assert.Equal("application/json", system.GetProperty("content-type").GetString());
        var properties = batch.Metadata("PropertiesArray")[0];
        Assert.Equal("high", properties.GetProperty("level").GetString());
        Assert.InRange(properties.GetProperty("iothub-creation-time-utc").GetDateTimeOffset(), before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task What_came_while_the_parent_was_away_arrives_once_it_is_back()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen", "offices");
        await SendAsync(chain, "kitchen", 1, 20);
        Assert.Equal(20, (await chain.Functions.EventsAsync(20)).Count);
        var port = await chain.StopParentAsync();
        await SendAsync(chain, "kitchen", 21, 60);
        await SendAsync(chain, "offices", 1, 40);

        await chain.StartParentAsync(port);

        Assert.Equal(Bodies("kitchen", 21, 60).Concat(Bodies("offices", 1, 40)).Order(), (await chain.Functions.EventsAsync(80)).Order());
    }

    [Fact]
    public async Task A_restarted_child_goes_on_where_it_was()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await SendAsync(chain, "kitchen", 1, 50);
        await chain.Functions.EventsAsync(50);
        var port = await chain.StopParentAsync();
        await SendAsync(chain, "kitchen", 51, 100);
        await chain.RestartChildAsync();

        await chain.StartParentAsync(port);

        Assert.Equal(Bodies("kitchen", 51, 100).Order(), (await chain.Functions.EventsAsync(50)).Order());
    }

    [Fact]
    public async Task An_identity_that_the_parent_does_not_know_does_not_hold_up_the_others()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await chain.Child.EnrollAsync("stranger");
        await SendAsync(chain, "kitchen", 1, 1);
        await chain.Functions.EventsAsync(1);

        await SendAsync(chain, "stranger", 1, 5);
        await SendAsync(chain, "kitchen", 2, 10);

        Assert.Equal(Bodies("kitchen", 2, 10), await chain.Functions.EventsAsync(9));
    }

    [Fact]
    public async Task A_new_root_is_trusted_without_a_restart()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await SendAsync(chain, "kitchen", 1, 1);
        await chain.Functions.EventsAsync(1);
        var port = await chain.StopParentAsync();
        chain.DeleteParentCertificates();
        await chain.StartParentAsync(port);
        await SendAsync(chain, "kitchen", 2, 3);

        chain.TrustParent();

        Assert.Equal(Bodies("kitchen", 2, 3), (await chain.Functions.EventsAsync(2)).Order()); // what was tried in vain is backlog
    }

    private static IEnumerable<string> Bodies(string device, int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(n => $"{device}-{n}");

    private static async Task SendAsync(ChainedGateways chain, string device, int from, int to)
    {
        await using var client = await MqttClient.ConnectAsync(chain.Child.Device(device));
        foreach (var body in Bodies(device, from, to)) await client.SendTelemetryAsync(device, body, body);
        await client.DisconnectAsync();
    }
}
