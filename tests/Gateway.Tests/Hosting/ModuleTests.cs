using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>Modules beside their device: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on modules.</summary>
public sealed class ModuleTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private FunctionsEmulator _functions = null!;
    private RunningGateway _gateway = null!;
    private byte[] _key = null!;

    public async Task InitializeAsync()
    {
        _functions = await FunctionsEmulator.StartAsync();
        _gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = _functions.Url });
        await _gateway.EnrollAsync("kitchen");
        using var service = new ServiceClient(_gateway);
        var created = await service.PutAsync(
            "/devices/kitchen/modules/mod1", "registryReadWrite", """{"deviceId":"kitchen","moduleId":"mod1"}""");
        Assert.Equal(HttpStatusCode.OK, created.Status);
        _key = created.Json.GetProperty("authentication").GetProperty("symmetricKey").GetProperty("primaryKey").GetBytesFromBase64();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _functions.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_module_sends_telemetry_that_names_it_and_its_device()
    {
        await using var module = await MqttClient.ConnectAsync(Module());

        await module.PublishAsync("devices/kitchen/modules/mod1/messages/events/%24.on=out1/", "m"u8.ToArray(), MqttQos.AtLeastOnce);

        var system = (await _functions.NextAsync()).Metadata("SystemPropertiesArray")[0];
        Assert.Equal("kitchen", Text(system, "iothub-connection-device-id"));
        Assert.Equal("mod1", Text(system, "iothub-connection-module-id"));
        Assert.Equal("out1", Text(system, "iothub-output-name"));
        Assert.Equal("""{"scope":"module","type":"sas","issuer":"iothub"}""", Text(system, "iothub-connection-auth-method"));
    }

    [Fact]
    public async Task A_modules_message_is_no_resend_of_its_devices_with_the_same_id()
    {
        await using var module = await MqttClient.ConnectAsync(Module());
        await using var device = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));

        await device.PublishAsync("devices/kitchen/messages/events/%24.mid=1", "device"u8.ToArray(), MqttQos.AtLeastOnce);
        for (var resend = 0; resend < 2; resend++)
            await module.PublishAsync("devices/kitchen/modules/mod1/messages/events/%24.mid=1", "module"u8.ToArray(), MqttQos.AtLeastOnce);

        Assert.Equal(["device", "module"], await _functions.EventsAsync(2));
        Assert.Equal(1, _gateway.Counters.Duplicates);
    }

    [Fact]
    public async Task A_module_has_a_twin_of_its_own()
    {
        await using var module = await MqttClient.ConnectAsync(Module());
        await using var device = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));

        await module.PublishAsync(
            "$iothub/twin/PATCH/properties/reported/?$rid=1", Encoding.UTF8.GetBytes("""{"mine":1}"""), MqttQos.AtMostOnce);
        Assert.Equal("$iothub/twin/res/204/?$rid=1&$version=2", (await module.NextAsync()).Topic);
        await device.PublishAsync("$iothub/twin/GET/?$rid=2", " "u8.ToArray(), MqttQos.AtMostOnce);

        Assert.DoesNotContain("mine", (await device.NextAsync()).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devices/kitchen/messages/events/")]
    [InlineData("devices/kitchen/modules/mod2/messages/events/")]
    [InlineData("devices/offices/modules/mod1/messages/events/")]
    public async Task A_module_may_not_publish_as_its_device_or_another_module(string topic)
    {
        await using var module = await MqttClient.ConnectAsync(Module());

        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => module.PublishAsync(topic, "x"u8.ToArray(), MqttQos.AtLeastOnce));

        Assert.Equal(0, _gateway.Counters.Received);
    }

    private MqttClientOptions Module() => _gateway.Client(
        "kitchen/mod1",
        "localhost/kitchen/mod1/?api-version=2021-04-12",
        SasTokens.Sign("localhost/devices/kitchen/modules/mod1", _key, DateTimeOffset.UtcNow.AddHours(1)));

    private static string? Text(JsonElement properties, string name) => properties.GetProperty(name).GetString();
}
