using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>
/// Microsoft, "IoT Hub REST, Devices - Invoke Method", and Microsoft, "Understand and invoke direct methods from IoT Hub".
/// </summary>
public sealed class MethodTests : IAsyncLifetime, IDisposable
{
    private const string Policy = "service";

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

    [Theory]
    [InlineData("""{"delay":1}""", """{"ok":true}""")]
    [InlineData("null", "")]
    [InlineData("[1,\"ü\"]", "\"done\"")]
    public async Task A_call_reaches_the_device_and_returns_its_status_and_payload(string request, string answer)
    {
        await using var kitchen = await ListeningAsync();

        var call = InvokeAsync($$"""{"methodName":"reboot","payload":{{request}}}""");
        var received = await kitchen.NextAsync();
        await AnswerAsync(kitchen, received, 202, answer);

        Assert.StartsWith("$iothub/methods/POST/reboot/?$rid=", received.Topic, StringComparison.Ordinal);
        Assert.Equal(Compact(request), Compact(received.Text()));
        var returned = await call;
        Assert.Equal((HttpStatusCode.OK, 202), (returned.Status, returned.Json.GetProperty("status").GetInt32()));
        Assert.Equal(answer.Length == 0 ? "null" : answer, returned.Json.GetProperty("payload").GetRawText());
    }

    [Fact]
    public async Task A_call_may_wait_for_a_device_that_is_away()
    {
        var call = InvokeAsync("""{"methodName":"reboot","connectTimeoutInSeconds":15}""");
        await using var kitchen = await ListeningAsync();

        await AnswerAsync(kitchen, await kitchen.NextAsync(), 200, "1");

        Assert.Equal("1", (await call).Json.GetProperty("payload").GetRawText());
    }

    [Fact]
    public async Task A_device_that_is_away_is_told_with_the_hubs_number()
    {
        var refused = await InvokeAsync("""{"methodName":"reboot"}""");

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("DeviceNotOnline", refused.Headers.GetValues("iothub-errorcode").Single());
        var message = JsonSerializer.Deserialize<JsonElement>(refused.Json.GetProperty("Message").GetString()!);
        Assert.Equal(404103, message.GetProperty("errorCode").GetInt32());
    }

    [Fact]
    public async Task A_device_that_does_not_answer_in_time_is_a_time_out()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await _gateway.DisposeAsync();
        _gateway = await RunningGateway.StartAsync(_directory, seams: new Gateway.Host.GatewaySeams { SystemClock = clock });
        using var service = new ServiceClient(_gateway);
        await using var kitchen = await ListeningAsync();
        var call = service.SendAsync(
            HttpMethod.Post, "/twins/kitchen/methods", Policy, """{"methodName":"reboot","responseTimeoutInSeconds":5}""");
        await kitchen.NextAsync();

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await call).Status);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_the_devices_fault()
    {
        await using var kitchen = await ListeningAsync();
        var call = InvokeAsync("""{"methodName":"reboot"}""");
        await AnswerAsync(kitchen, await kitchen.NextAsync(), 200, "ok");

        Assert.Equal((HttpStatusCode.BadGateway, "BadDeviceResponse"), ((await call).Status, (await call).ErrorCode));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"methodName":""}""")]
    [InlineData("""{"methodName":"a/b"}""")]
    [InlineData("""{"methodName":"a+b"}""")]
    [InlineData("""{"methodName":"a","responseTimeoutInSeconds":4}""")]
    [InlineData("""{"methodName":"a","responseTimeoutInSeconds":301}""")]
    [InlineData("""{"methodName":"a","responseTimeoutInSeconds":5.5}""")]
    [InlineData("""{"methodName":"a","connectTimeoutInSeconds":-1}""")]
    [InlineData("""{"methodName":"a","connectTimeoutInSeconds":301}""")]
    [InlineData("not json")]
    public async Task A_call_that_makes_no_sense_is_refused(string body) =>
        Assert.Equal("ArgumentInvalid", (await InvokeAsync(body)).ErrorCode);

    [Fact]
    public async Task A_payload_may_have_128_kilobytes()
    {
        await using var kitchen = await ListeningAsync();
        var largest = new string('x', (128 * 1024) - 2);
        var call = InvokeAsync($$"""{"methodName":"a","payload":"{{largest}}"}""");
        await AnswerAsync(kitchen, await kitchen.NextAsync(), 200, $"\"{largest}\"");

        Assert.Equal(HttpStatusCode.OK, (await call).Status);
        Assert.Equal("ArgumentInvalid", (await InvokeAsync($$"""{"methodName":"a","payload":"{{largest}}x"}""")).ErrorCode);
    }

    [Fact]
    public async Task Methods_of_what_does_not_exist_are_not_found_and_of_others_policies_refused()
    {
        Assert.Equal("DeviceNotFound", (await PostAsync("/twins/cellar/methods", Policy)).ErrorCode);
        Assert.Equal("ModuleNotFound", (await PostAsync("/twins/kitchen/modules/oven/methods", Policy)).ErrorCode);
        Assert.Equal("IotHubUnauthorizedAccess", (await PostAsync("/twins/kitchen/methods", "registryReadWrite")).ErrorCode);
    }

    private static string Compact(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json));

    private static Task AnswerAsync(MqttClient device, MqttMessage request, int status, string payload)
    {
        var rid = request.Topic[request.Topic.IndexOf('?', StringComparison.Ordinal)..];
        return device.PublishAsync($"$iothub/methods/res/{status}/{rid}", Encoding.UTF8.GetBytes(payload), MqttQos.AtMostOnce);
    }

    private async Task<MqttClient> ListeningAsync()
    {
        var kitchen = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce);
        return kitchen;
    }

    private Task<ServiceClient.Answer> InvokeAsync(string body) =>
        _service.SendAsync(HttpMethod.Post, "/twins/kitchen/methods", Policy, body);

    private Task<ServiceClient.Answer> PostAsync(string path, string policy) =>
        _service.SendAsync(HttpMethod.Post, path, policy, """{"methodName":"a"}""");
}
