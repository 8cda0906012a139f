using System.Text;
using Gateway.Core.CloudToDevice;
using Gateway.Core.Methods;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// What the hub says of its own accord: Microsoft, "Communicate with an IoT hub using the MQTT protocol". That a session must outlive
/// connections and the gateway itself was observed with azure-iot-device 1.18.4, which subscribes once in its life.
/// </summary>
public sealed class PushTests : IAsyncLifetime, IDisposable
{
    private const string DeviceBound = "devices/kitchen/messages/devicebound/";
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync(_directory);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Cloud_messages_that_waited_come_in_order_after_the_subscription()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        for (var i = 1; i <= 3; i++) Assert.True(await SendAsync($"m-{i}"));

        await kitchen.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);

        for (var i = 1; i <= 3; i++) Assert.Equal($"{DeviceBound}%24.mid=m-{i}", (await kitchen.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_kept_session_gets_cloud_messages_without_subscribing_again_also_after_a_restart()
    {
        await using (var kitchen = await KeptAsync()) await kitchen.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);
        Assert.True(await SendAsync("while-away"));
        await _gateway.DisposeAsync();
        _gateway = await RunningGateway.StartAsync(_directory);

        await using var again = await MqttClient.ConnectAsync(_gateway.Device("kitchen") with { CleanSession = false });

        Assert.True(again.SessionPresent);
        Assert.Equal(DeviceBound + "%24.mid=while-away", (await again.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_clean_session_forgets_subscriptions_and_what_waited()
    {
        await using (var kitchen = await KeptAsync()) await kitchen.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);
        Assert.True(await SendAsync("purged"));
        await using (var clean = await MqttClient.ConnectAsync(_gateway.Device("kitchen"))) Assert.False(clean.SessionPresent);

        await using var again = await MqttClient.ConnectAsync(_gateway.Device("kitchen") with { CleanSession = false });
        Assert.False(again.SessionPresent);
        await again.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);
        Assert.True(await SendAsync("new"));

        Assert.Equal(DeviceBound + "%24.mid=new", (await again.NextAsync()).Topic);
    }

    [Fact]
    public async Task The_fifty_first_waiting_message_is_refused()
    {
        await _gateway.EnrollAsync("kitchen");
        for (var i = 0; i < CloudToDeviceLimits.PendingMax; i++) Assert.True(await SendAsync($"m-{i}"));

        Assert.False(await SendAsync("one too many"));
    }

    [Fact]
    public async Task A_method_reaches_the_device_and_its_answer_comes_back()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);

        var call = CallAsync("""{"delay":1}""");
        var request = await kitchen.NextAsync();
        Assert.Equal("$iothub/methods/POST/reboot/?$rid=1", request.Topic);
        Assert.Equal("""{"delay":1}""", request.Text());
        await kitchen.PublishAsync("$iothub/methods/res/202/?$rid=1", """{"ok":true}"""u8.ToArray(), MqttQos.AtMostOnce);

        var answer = Assert.IsType<MethodResult.Answered>(await call.WaitAsync(RunningGateway.Patience));
        Assert.Equal((202, """{"ok":true}"""), (answer.Status, Encoding.UTF8.GetString(answer.Payload.Span)));
    }

    [Fact]
    public async Task A_method_of_a_device_that_is_away_or_leaves_has_no_answer()
    {
        Assert.IsType<MethodResult.NotOnline>(await CallAsync(""));

        Task<MethodResult> call;
        await using (var kitchen = await _gateway.ConnectAsync("kitchen"))
        {
            Assert.IsType<MethodResult.NotOnline>(await CallAsync("")); // not subscribed
            await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);
            call = CallAsync("");
            await kitchen.NextAsync();
        }

        Assert.IsType<MethodResult.NotOnline>(await call.WaitAsync(RunningGateway.Patience));
    }

    [Fact]
    public async Task A_desired_change_is_pushed_with_its_version_to_who_subscribed()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        await kitchen.SubscribeAsync("$iothub/twin/PATCH/properties/desired/#", MqttQos.AtMostOnce);

        _gateway.Host.Ports.Clients.Find("kitchen")!.PushDesired("""{"log":{"level":"debug"}}""", 7);

        var patch = await kitchen.NextAsync();
        Assert.Equal("$iothub/twin/PATCH/properties/desired/?$version=7", patch.Topic);
        Assert.Equal("""{"log":{"level":"debug"},"$version":7}""", patch.Text());
    }

    private async Task<MqttClient> KeptAsync()
    {
        await _gateway.EnrollAsync("kitchen");
        return await MqttClient.ConnectAsync(_gateway.Device("kitchen") with { CleanSession = false });
    }

    private Task<MethodResult> CallAsync(string payload) => new MethodCalls(_gateway.Host.Ports.Clients, TimeProvider.System).InvokeAsync(
        "kitchen", "reboot", Encoding.UTF8.GetBytes(payload), TimeSpan.Zero, RunningGateway.Patience, CancellationToken.None);

    private Task<bool> SendAsync(string messageId)
    {
        var hub = _gateway.Host.Ports;
        var message = new CloudMessage
        {
            DeviceId = "kitchen",
            Properties = [new("$.mid", messageId)],
            ExpiresAtUnixMs = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(),
            Body = "{}"u8.ToArray(),
        };
        return new CloudToDeviceSender(hub.CloudMessages, hub.Clients, hub.Clock).SendAsync(message, CancellationToken.None);
    }
}
