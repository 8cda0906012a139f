using System.Net;
using System.Text;
using Gateway.Core.CloudToDevice;
using Gateway.Core.Methods;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;

namespace Gateway.Tests.Upstream;

/// <summary>
/// What the parent says to a device that is connected to the child, and the device's twin on the way up. Microsoft, "Understand and use
/// device twins in IoT Hub", "Understand and invoke direct methods from IoT Hub" and "Send messages from the cloud to your device with
/// IoT Hub".
/// </summary>
public sealed class UpstreamRelayTests
{
    private const string Desired = "$iothub/twin/PATCH/properties/desired/?$version=";

    [Fact]
    public async Task A_method_called_at_the_parent_is_answered_by_the_device_at_the_child()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await using var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen"));
        await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);

        var call = CallAsync(chain);
        var request = await kitchen.NextAsync();
        Assert.Equal(("$iothub/methods/POST/reboot/?$rid=1", """{"delay":1}"""), (request.Topic, request.Text()));
        await kitchen.PublishAsync("$iothub/methods/res/202/?$rid=1", """{"ok":true}"""u8.ToArray(), MqttQos.AtMostOnce);

        var answer = Assert.IsType<MethodResult.Answered>(await call);
        Assert.Equal((202, """{"ok":true}"""), (answer.Status, Encoding.UTF8.GetString(answer.Payload.Span)));
    }

    [Fact]
    public async Task A_method_of_a_device_that_left_the_child_is_answered_with_404()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await using (var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen")))
        {
            await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);
            var call = CallAsync(chain);
            await kitchen.NextAsync();
            await kitchen.DisconnectAsync();
            Assert.Equal(404, Assert.IsType<MethodResult.Answered>(await call).Status);
        }

        var answer = Assert.IsType<MethodResult.Answered>(await CallAsync(chain));

        Assert.Equal(404, answer.Status);
        Assert.Contains("\"errorCode\":404001", Encoding.UTF8.GetString(answer.Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cloud_messages_that_waited_at_the_parent_reach_the_device_in_order_with_their_properties()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        for (var i = 1; i <= 3; i++) await SendAsync(chain, $"m-{i}");
        await using var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen"));
        await kitchen.SubscribeAsync("devices/kitchen/messages/devicebound/#", MqttQos.AtLeastOnce);

        for (var i = 1; i <= 3; i++)
            Assert.Equal($"devices/kitchen/messages/devicebound/%24.mid=m-{i}&level=high", (await kitchen.NextAsync()).Topic);
        await SendAsync(chain, "m-4");
        Assert.Contains("m-4", (await kitchen.NextAsync()).Topic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desired_change_at_the_parent_reaches_the_device_under_the_parent_s_version()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await using var kitchen = await TwinDeviceAsync(chain);

        await PatchAsync(chain, """{"interval":10}""");
        var first = await kitchen.NextAsync();
        await PatchAsync(chain, """{"interval":null,"log":{"level":"debug"}}""");
        var second = await kitchen.NextAsync();

        Assert.Equal((Desired + "2", """{"interval":10,"$version":2}"""), (first.Topic, first.Text()));
        Assert.Equal((Desired + "3", """{"interval":null,"log":{"level":"debug"},"$version":3}"""), (second.Topic, second.Text()));
    }

    [Fact]
    public async Task Desired_changes_while_the_link_was_away_arrive_once_as_one_change()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await PatchAsync(chain, """{"interval":10}""");
        await using (var kitchen = await TwinDeviceAsync(chain)) Assert.Equal(Desired + "2", (await kitchen.NextAsync()).Topic);
        await chain.RestartChildAsync(untrusting: true);
        await using var again = await TwinDeviceAsync(chain);
        await PatchAsync(chain, """{"interval":20}""");
        await PatchAsync(chain, """{"mode":"eco"}""");

        chain.TrustParent();

        var change = await again.NextAsync();
        Assert.Equal((Desired + "4", """{"interval":20,"mode":"eco","$version":4}"""), (change.Topic, change.Text()));
        await PatchAsync(chain, """{"mode":"off"}""");
        Assert.Equal(Desired + "5", (await again.NextAsync()).Topic); // and nothing in between
    }

    [Fact]
    public async Task Reported_properties_reach_the_parent_also_those_from_before_the_link_was_up()
    {
        await using var chain = await ChainedGateways.StartAsync("kitchen");
        await chain.RestartChildAsync(untrusting: true);
        await using var kitchen = await TwinDeviceAsync(chain);
        await ReportAsync(kitchen, """{"fan":{"on":true,"speed":3}}""");
        chain.TrustParent();
        await ReportedAsync(chain, """{"fan":{"on":true,"speed":3},""");

        await ReportAsync(kitchen, """{"fan":{"speed":null},"light":1}""");

        await ReportedAsync(chain, """{"fan":{"on":true},"light":1,""");
    }

    private static async Task<MqttClient> TwinDeviceAsync(ChainedGateways chain)
    {
        var kitchen = await MqttClient.ConnectAsync(chain.Child.Device("kitchen"));
        await kitchen.SubscribeAsync("$iothub/twin/PATCH/properties/desired/#", MqttQos.AtMostOnce);
        return kitchen;
    }

    private static async Task ReportAsync(MqttClient kitchen, string patch)
    {
        await kitchen.PublishAsync("$iothub/twin/PATCH/properties/reported/?$rid=1", Encoding.UTF8.GetBytes(patch), MqttQos.AtMostOnce);
        Assert.StartsWith("$iothub/twin/res/204/", (await kitchen.NextAsync()).Topic, StringComparison.Ordinal);
    }

    private static async Task PatchAsync(ChainedGateways chain, string desired)
    {
        using var service = new ServiceClient(chain.Parent);
        var body = $$$"""{"properties":{"desired":{{{desired}}}}}""";
        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(HttpMethod.Patch, "/twins/kitchen", "service", body)).Status);
    }

    // The parent learns it a moment later; asking again is the only way to see it from outside.
    private static async Task ReportedAsync(ChainedGateways chain, string beginning)
    {
        using var patience = new CancellationTokenSource(RunningGateway.Patience);
        using var service = new ServiceClient(chain.Parent);
        var text = "";
        while (!text.StartsWith(beginning, StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, $"the parent's reported properties are {text}");
            var twin = await service.GetAsync("/twins/kitchen", "service");
            text = twin.Json.GetProperty("properties").GetProperty("reported").GetRawText();
        }
    }

    private static Task<MethodResult> CallAsync(ChainedGateways chain) =>
        new MethodCalls(chain.Parent.Host.Ports.Clients, TimeProvider.System).InvokeAsync(
            "kitchen",
            "reboot",
            """{"delay":1}"""u8.ToArray(),
            RunningGateway.Patience,
            RunningGateway.Patience,
            CancellationToken.None);

    private static async Task SendAsync(ChainedGateways chain, string messageId)
    {
        var hub = chain.Parent.Host.Ports;
        var message = new CloudMessage
        {
            DeviceId = "kitchen",
            Properties = [new("$.mid", messageId), new("level", "high")],
            ExpiresAtUnixMs = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(),
            Body = "{}"u8.ToArray(),
        };
        Assert.True(await new CloudToDeviceSender(hub.CloudMessages, hub.Clients, hub.Clock).SendAsync(message, CancellationToken.None));
    }
}
