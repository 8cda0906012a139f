using System.Globalization;
using System.Net;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>Microsoft, "Send cloud-to-device messages from an IoT hub"; order and acknowledgement are row S0-11.</summary>
public sealed class CloudMessageTests : IAsyncLifetime, IDisposable
{
    private const string Policy = "service";
    private const string DeviceBound = "devices/kitchen/messages/devicebound/";
    private const string To = "/devices/kitchen/messages/devicebound";

    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
        await _gateway.EnrollAsync("kitchen");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose()
    {
        _service.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_message_reaches_the_device_with_its_properties()
    {
        await using var kitchen = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        await kitchen.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);

        var sent = await SendAsync("hello", ("iothub-messageid", "m 1"), ("iothub-correlationid", "c"), ("iothub-app-Level", "high & low"));

        Assert.Equal(HttpStatusCode.NoContent, sent.Status);
        var received = await kitchen.NextAsync();
        Assert.Equal("hello", received.Text());
        Assert.Equal(
            DeviceBound + "%24.mid=m%201&%24.cid=c&%24.to=%2Fdevices%2Fkitchen%2Fmessages%2Fdevicebound&level=high%20%26%20low",
            received.Topic);
    }

    [Fact]
    public async Task Messages_wait_in_order_are_counted_and_can_be_purged()
    {
        for (var i = 0; i < 3; i++) await SendAsync($"{i}");
        Assert.Equal(3, await WaitingAsync());

        var purged = await _service.SendAsync(HttpMethod.Delete, "/devices/kitchen/commands", Policy);

        Assert.Equal("""{"deviceId":"kitchen","moduleId":null,"totalMessagesPurged":3}""", purged.Body);
        Assert.Equal(0, await WaitingAsync());
    }

    [Fact]
    public async Task The_fifty_first_message_is_refused()
    {
        for (var i = 0; i < 50; i++) Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("x")).Status);

        var refused = await SendAsync("x");

        Assert.Equal((HttpStatusCode.Forbidden, "DeviceMaximumQueueDepthExceeded"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task What_has_expired_is_not_delivered()
    {
        await using var kitchen = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        await SendAsync("late", ("iothub-expiry", Time(DateTimeOffset.UtcNow.AddSeconds(-1))));
        await SendAsync("in time", ("iothub-expiry", Time(DateTimeOffset.UtcNow.AddHours(1))));
        await kitchen.SubscribeAsync(DeviceBound + "#", MqttQos.AtLeastOnce);

        Assert.Equal("in time", (await kitchen.NextAsync()).Text());
    }

    [Fact]
    public async Task Messages_that_make_no_sense_are_refused()
    {
        Assert.Equal("ArgumentInvalid", (await SendAsync("x", ("iothub-expiry", "tomorrow"))).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await SendAsync("x", ("iothub-expiry", Time(DateTimeOffset.UtcNow.AddDays(3))))).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await SendToAsync("kitchen", "x")).ErrorCode);
        Assert.Equal("DeviceNotFound", (await SendToAsync("/devices/cellar/messages/devicebound", "x")).ErrorCode);
        Assert.Equal("MessageTooLarge", (await SendAsync(new string('x', 64 * 1024))).ErrorCode);
        Assert.Equal("MessageTooLarge", (await SendAsync(new string('x', 1024 * 1024))).ErrorCode);
        Assert.Equal(0, await WaitingAsync());
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    private Task<ServiceClient.Answer> SendAsync(string body, params (string Name, string Value)[] headers) =>
        SendToAsync(To, body, headers);

    private Task<ServiceClient.Answer> SendToAsync(string to, string body, params (string Name, string Value)[] headers) =>
        _service.SendAsync(HttpMethod.Post, "/messages/devicebound", Policy, body, headers: [("iothub-to", to), .. headers]);

    private async Task<int> WaitingAsync() =>
        (await _service.GetAsync("/devices/kitchen", "registryRead")).Json.GetProperty("cloudToDeviceMessageCount").GetInt32();
}
