using System.Buffers;
using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>
/// What a gateway does wrong although it follows the pages, measured with azure-iot-device 1.18.4 or read in azure-sdk-for-c. Traps 2, 4,
/// 7, 8, 9 and 10 are with the twins, the sessions and the telemetry.
/// </summary>
public sealed class TrapConformanceTests(AzureClients clients) : ConformanceTests(clients), IDisposable
{
    private readonly ManualResetEventSlim _mayCommit = new(true);

    private protected override Task<AzureGateway> StartAsync(NodeDriver driver) =>
        AzureGateway.StartAsync(driver, seams: new GatewaySeams { BeforeCommit = () => _mayCommit.Wait(RunningGateway.Patience) });

    public void Dispose() => _mayCommit.Dispose();

    /// <summary>Trap 1: a PUBACK that waited for the functions would come too late, and the client would send everything again.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_message_is_acknowledged_although_nothing_behind_the_gateway_takes_it()
    {
        Azure.Functions.IsDown = true;
        await using var kitchen = await Azure.OpenAsync("kitchen");

        await kitchen.SendAsync("x");
        Azure.Functions.IsDown = false;

        Assert.Equal(["x"], await Azure.Functions.EventsAsync(1));
        Assert.Equal(1, kitchen.CountUnread("sending"));
    }

    /// <summary>Trap 1: what the client sends again has a new packet id and no DUP; only the message id tells.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_message_that_the_client_sends_again_is_stored_once()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        await kitchen.DoAsync("ackTimeout", new { seconds = 1 });

        _mayCommit.Reset();
        var sending = kitchen.SendAsync("x", new { messageId = "m-1" });
        await kitchen.NextAsync("sending");
        await kitchen.NextAsync("sending");
        _mayCommit.Set();
        await sending;
        await kitchen.SendAsync("next", new { messageId = "m-2" });

        Assert.Equal(["x", "next"], await Azure.Functions.EventsAsync(2));
        Assert.Equal((2, 1), (Azure.Gateway.Counters.Stored, Azure.Gateway.Counters.Duplicates));
    }

    /// <summary>Trap 3: the client takes a SUBACK with 0x80 for success, so a filter that is not served ends the connection.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_subscription_that_is_not_served_does_not_look_granted()
    {
        await using var kitchen = await Azure.OpenAsync("kitchen");
        var filter = new { topic = "devices/offices/messages/devicebound/#" };

        await Assert.ThrowsAsync<AzureException>(() => kitchen.DoAsync("subscribe", filter));

        Assert.Equal(1, Azure.Gateway.Counters.Violations);
    }

    /// <summary>Trap 5: close() waits for what is not acknowledged.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_client_that_closes_right_after_sending_ends_and_its_messages_are_stored()
    {
        var kitchen = await Azure.OpenAsync("kitchen");
        var bodies = Enumerable.Range(0, 50).Select(i => $"{i}").ToArray();
        await kitchen.DoAsync("sendAndForget", new { bodies });

        await kitchen.CloseAsync();

        Assert.Equal(bodies, await Azure.Functions.EventsAsync(bodies.Length));
    }

    /// <summary>Trap 6: azure-sdk-for-c subscribes with `+` for its id, to several filters in one packet, behind CONNECT.</summary>
    [ExternalFact("npm", "npm")]
    public async Task Several_filters_pipelined_behind_connect_are_all_granted()
    {
        await Azure.Gateway.EnrollAsync("kitchen");
        var bytes = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WriteSubscribe(
            bytes,
            7,
            [
                new("devices/+/messages/devicebound/#", MqttQos.AtLeastOnce),
                new("$iothub/methods/POST/#", MqttQos.AtMostOnce),
                new("$iothub/twin/res/#", MqttQos.AtMostOnce),
                new("$iothub/twin/PATCH/properties/desired/#", MqttQos.ExactlyOnce),
            ]);
        await using var kitchen = await RawDevice.OpenAsync(Azure.Gateway);

        await kitchen.SendAsync([.. RawDevice.ConnectBytes(Azure.Gateway.Device("kitchen")), .. bytes.WrittenSpan]);

        Assert.Equal([0x20, 2, 0, 0, 0x90, 6, 0, 7, 1, 0, 0, 1], await kitchen.ReadAsync(12));
    }

    /// <summary>Trap 6: `+` in the filter means the device itself and nobody else.</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_filter_with_a_plus_gets_the_devices_own_messages_alone()
    {
        await Azure.Gateway.EnrollAsync("offices");
        await using var kitchen = await Azure.Gateway.ConnectAsync("kitchen");
        await kitchen.SubscribeAsync("devices/+/messages/devicebound/#", MqttQos.AtLeastOnce);

        foreach (var device in new[] { "offices", "kitchen" })
            await Azure.Service.SendAsync(
                HttpMethod.Post,
                "/messages/devicebound",
                "service",
                device,
                headers: [("iothub-to", $"/devices/{device}/messages/devicebound")]);

        Assert.Equal("kitchen", (await kitchen.NextAsync()).Text());
    }

    /// <summary>Trap 6: edgeHub 1.6 lost exactly this packet (Azure/iotedge, pull request 7539).</summary>
    [ExternalFact("npm", "npm")]
    public async Task A_connect_in_the_segment_of_the_handshakes_end_is_taken()
    {
        var devices = Enumerable.Range(0, 10).Select(i => $"room-{i}").ToArray();
        await Azure.Gateway.EnrollAsync(devices);
        foreach (var device in devices)
        {
            HoldingStream held = null!;
            await using var room = await RawDevice.OpenAsync(Azure.Gateway, inner => held = new HoldingStream(inner));
            Assert.True(held.HeldBytes > 0, "the client's Finished was not held back");
            held.ReleaseWithNextWrite();
            await room.SendAsync(RawDevice.ConnectBytes(Azure.Gateway.Device(device)));
            Assert.Equal([0x20, 2, 0, 0], await room.ReadAsync(4));
        }
    }
}
