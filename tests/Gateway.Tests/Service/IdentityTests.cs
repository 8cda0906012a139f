using System.Net;
using System.Text.Json;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>
/// Microsoft, "IoT Hub REST, Devices", "Modules" and "Statistics"; that a disabled device cannot send is row S0-12 of the requirements,
/// and one command that makes an identity row S3-04.
/// </summary>
public sealed class IdentityTests : IAsyncLifetime, IDisposable
{
    private const string Read = "registryRead";
    private const string Write = "registryReadWrite";
    private const string Keys =
        """{"symmetricKey":{"primaryKey":"MDEyMzQ1Njc4OWFiY2RlZg==","secondaryKey":"ZmVkY2JhOTg3NjU0MzIxMA=="}}""";

    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose()
    {
        _service.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_created_device_has_fresh_keys_and_connects_with_either()
    {
        var created = await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""");

        Assert.Equal(HttpStatusCode.OK, created.Status);
        Assert.Equal(
            ("attic", "enabled", "Disconnected", "sas"),
            (created.Json.GetProperty("deviceId").GetString(), created.Json.GetProperty("status").GetString(),
                created.Json.GetProperty("connectionState").GetString(),
                created.Json.GetProperty("authentication").GetProperty("type").GetString()));
        var (primary, secondary) = (Key(created.Json, "primaryKey"), Key(created.Json, "secondaryKey"));
        Assert.NotEqual(primary, secondary);
        await (await MqttClient.ConnectAsync(_gateway.Device("attic", primary))).DisposeAsync();
        await (await MqttClient.ConnectAsync(_gateway.Device("attic", secondary))).DisposeAsync();
    }

    [Fact]
    public async Task A_device_keeps_the_keys_that_its_creator_chose()
    {
        await _service.PutAsync("/devices/attic", Write, $$"""{"deviceId":"attic","authentication":{{Keys}}}""");

        await using var attic = await MqttClient.ConnectAsync(_gateway.Device("attic", "0123456789abcdef"u8.ToArray()));

        Assert.Equal("Connected", (await _service.GetAsync("/devices/attic", Read)).Json.GetProperty("connectionState").GetString());
    }

    [Fact]
    public async Task Disabling_a_device_ends_its_connection_and_enabling_lets_it_back_in_with_the_same_keys()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        var disabled = await _service.PutAsync(
            "/devices/kitchen", Write, """{"deviceId":"kitchen","status":"disabled","statusReason":"stolen"}""", "*");

        await kitchen.ShouldBeClosedAsync();
        Assert.Equal("stolen", disabled.Json.GetProperty("statusReason").GetString());
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(_gateway.Device("kitchen")));
        await _service.PutAsync("/devices/kitchen", Write, """{"deviceId":"kitchen","status":"enabled"}""", "*");
        await using var again = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
    }

    [Fact]
    public async Task Deleting_a_device_ends_its_connection_and_takes_its_modules_along()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        await _service.PutAsync("/devices/kitchen/modules/oven", Write, """{"deviceId":"kitchen","moduleId":"oven"}""");
        await _service.PutAsync("/devices/kitchen0", Write, """{"deviceId":"kitchen0"}""");

        var deleted = await _service.SendAsync(HttpMethod.Delete, "/devices/kitchen", Write, ifMatch: "*");

        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        await kitchen.ShouldBeClosedAsync();
        Assert.Equal("DeviceNotFound", (await _service.GetAsync("/devices/kitchen", Read)).ErrorCode);
        Assert.Equal("ModuleNotFound", (await _service.GetAsync("/devices/kitchen/modules/oven", Read)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await _service.GetAsync("/devices/kitchen0", Read)).Status);
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(_gateway.Device("kitchen")));
    }

    [Fact]
    public async Task A_device_created_again_is_another_generation()
    {
        var first = await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""");
        await _service.SendAsync(HttpMethod.Delete, "/devices/attic", Write, ifMatch: "*");
        var second = await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""");

        Assert.NotEqual(first.Json.GetProperty("generationId").GetString(), second.Json.GetProperty("generationId").GetString());
    }

    [Fact]
    public async Task Changes_are_made_to_the_version_that_was_read_or_not_at_all()
    {
        var first = await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""");
        var second = await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic","statusReason":"x"}""", first.ETag);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first.ETag, second.ETag);
        foreach (var stale in new[] { first.ETag, "\"of another hub\"" })
        {
            Assert.Equal(
                "PreconditionFailed", (await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""", stale)).ErrorCode);
            Assert.Equal(
                "PreconditionFailed", (await _service.SendAsync(HttpMethod.Delete, "/devices/attic", Write, ifMatch: stale)).ErrorCode);
        }

        Assert.Equal(
            HttpStatusCode.NoContent, (await _service.SendAsync(HttpMethod.Delete, "/devices/attic", Write, ifMatch: second.ETag)).Status);
    }

    [Fact]
    public async Task A_device_that_exists_is_not_created_again_and_one_that_does_not_is_not_changed()
    {
        await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""");

        Assert.Equal("DeviceAlreadyExists", (await _service.PutAsync("/devices/attic", Write, """{"deviceId":"attic"}""")).ErrorCode);
        Assert.Equal("DeviceNotFound", (await _service.PutAsync("/devices/cellar", Write, """{"deviceId":"cellar"}""", "*")).ErrorCode);
        Assert.Equal(
            "ModuleNotFound",
            (await _service.PutAsync("/devices/cellar/modules/a", Write, """{"deviceId":"cellar","moduleId":"a"}""")).ErrorCode);
    }

    [Fact]
    public async Task Devices_and_modules_are_listed_and_counted_apart()
    {
        foreach (var id in new[] { "b", "a", "c" }) await _service.PutAsync($"/devices/{id}", Write, $$"""{"deviceId":"{{id}}"}""");
        await _service.PutAsync("/devices/a/modules/m", Write, """{"deviceId":"a","moduleId":"m"}""");
        await _service.PutAsync("/devices/c", Write, """{"deviceId":"c","status":"disabled"}""", "*");

        Assert.Equal(["a", "b", "c"], Ids(await _service.GetAsync("/devices", Read), "deviceId"));
        Assert.Equal(["a", "b"], Ids(await _service.GetAsync("/devices?top=2", Read), "deviceId"));
        Assert.Equal(["m"], Ids(await _service.GetAsync("/devices/a/modules", Read), "moduleId"));
        Assert.Equal("ArgumentInvalid", (await _service.GetAsync("/devices?top=1001", Read)).ErrorCode);
        Assert.Equal(
            """{"totalDeviceCount":3,"enabledDeviceCount":2,"disabledDeviceCount":1}""",
            (await _service.GetAsync("/statistics/devices", Read)).Body);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"deviceId":"cellar"}""")]
    [InlineData("""{"deviceId":"attic","status":"asleep"}""")]
    [InlineData("""{"deviceId":7}""")]
    [InlineData("""{"deviceId":"attic","authentication":{"type":"magic"}}""")]
    [InlineData("""{"deviceId":"attic","authentication":{"symmetricKey":{"primaryKey":"c2hvcnQ=","secondaryKey":"c2hvcnQ="}}}""")]
    [InlineData("""{"deviceId":"attic","authentication":{"symmetricKey":{"primaryKey":"MDEyMzQ1Njc4OWFiY2RlZg=="}}}""")]
    [InlineData("""{"deviceId":"attic","authentication":{"type":"selfSigned","x509Thumbprint":{"primaryThumbprint":"12"}}}""")]
    [InlineData("""{"deviceId":"attic","capabilities":{"iotEdge":true}}""")]
    public async Task An_identity_that_makes_no_sense_is_refused_with_a_reason(string body)
    {
        var refused = await _service.PutAsync("/devices/attic", Write, body);

        Assert.Equal((HttpStatusCode.BadRequest, "ArgumentInvalid"), (refused.Status, refused.ErrorCode));
        Assert.Equal("DeviceNotFound", (await _service.GetAsync("/devices/attic", Read)).ErrorCode);
    }

    [Fact]
    public async Task Ids_travel_percent_encoded_in_the_path()
    {
        const string id = "50%:a?b,c";
        var path = "/devices/" + Uri.EscapeDataString(id);

        Assert.Equal(HttpStatusCode.OK, (await _service.PutAsync(path, Write, $$"""{"deviceId":"{{id}}"}""")).Status);
        Assert.Equal(id, (await _service.GetAsync(path, Read)).Json.GetProperty("deviceId").GetString());
        Assert.Equal("ArgumentInvalid", (await _service.PutAsync("/devices/a%20b", Write, """{"deviceId":"a b"}""")).ErrorCode);
    }

    private static byte[] Key(JsonElement identity, string name) =>
        identity.GetProperty("authentication").GetProperty("symmetricKey").GetProperty(name).GetBytesFromBase64();

    private static List<string> Ids(ServiceClient.Answer list, string name) =>
        [.. list.Json.EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];
}
