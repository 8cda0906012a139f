using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>
/// Microsoft, "IoT Hub REST, Twins", seen from both ends: the service side changes a twin, and the device hears of it as Microsoft,
/// "Communicate with an IoT hub using the MQTT protocol" says.
/// </summary>
public sealed class TwinTests : IAsyncLifetime, IDisposable
{
    private const string Policy = "service";
    private const string Desired = "$iothub/twin/PATCH/properties/desired/";

    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;
    private MqttClient _kitchen = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
        _kitchen = await _gateway.ConnectAsync("kitchen");
    }

    public async Task DisposeAsync()
    {
        await _kitchen.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    public void Dispose()
    {
        _service.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_new_twin_has_the_hubs_shape()
    {
        var twin = await _service.GetAsync("/twins/kitchen", Policy);

        Assert.Equal(("kitchen", "enabled", "Connected", "sas", 1), (
            Text(twin, "deviceId"), Text(twin, "status"), Text(twin, "connectionState"), Text(twin, "authenticationType"),
            twin.Json.GetProperty("version").GetInt64()));
        Assert.Equal("""{"desired":{"$version":1},"reported":{"$version":1}}""", twin.Json.GetProperty("properties").GetRawText());
        Assert.Equal("{}", twin.Json.GetProperty("tags").GetRawText());
        Assert.Equal($"\"{Text(twin, "etag")}\"", twin.ETag);
    }

    [Fact]
    public async Task A_desired_patch_reaches_the_connected_device_and_its_twin()
    {
        await _kitchen.SubscribeAsync(Desired + "#", MqttQos.AtMostOnce);

        var patched = await PatchAsync("""{"tags":{"floor":2},"properties":{"desired":{"interval":5}}}""");

        Assert.Equal(2, patched.Json.GetProperty("properties").GetProperty("desired").GetProperty("$version").GetInt64());
        var told = await _kitchen.NextAsync();
        Assert.Equal((Desired + "?$version=2", """{"interval":5,"$version":2}"""), (told.Topic, told.Text()));
        await _kitchen.PublishAsync("$iothub/twin/GET/?$rid=1", " "u8.ToArray(), MqttQos.AtMostOnce);
        var twin = await _kitchen.NextAsync();
        Assert.Equal("""{"desired":{"interval":5,"$version":2},"reported":{"$version":1}}""", twin.Text());
    }

    [Fact]
    public async Task Many_patches_at_once_are_told_in_the_order_of_their_versions()
    {
        const int patches = 60;
        await _kitchen.SubscribeAsync(Desired + "#", MqttQos.AtMostOnce);

        await Task.WhenAll(Enumerable.Range(0, patches).Select(i => PatchAsync($$$"""{"properties":{"desired":{"i":{{{i}}} } }}""")));

        for (var version = 2; version < patches + 2; version++)
            Assert.Equal($"{Desired}?$version={version}", (await _kitchen.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_replacement_tells_the_device_what_is_gone()
    {
        await PatchAsync("""{"tags":{"floor":2},"properties":{"desired":{"a":1,"b":2}}}""");
        await _kitchen.SubscribeAsync(Desired + "#", MqttQos.AtMostOnce);

        var replaced = await _service.PutAsync("/twins/kitchen", Policy, """{"properties":{"desired":{"b":2,"c":3}}}""", "*");

        Assert.Equal("""{"b":2,"c":3,"$version":3}""", replaced.Json.GetProperty("properties").GetProperty("desired").GetRawText());
        Assert.Equal("{}", replaced.Json.GetProperty("tags").GetRawText());
        Assert.Equal("""{"a":null,"c":3,"$version":3}""", (await _kitchen.NextAsync()).Text());
    }

    [Fact]
    public async Task What_a_device_reports_is_read_and_leaves_the_etag_alone()
    {
        var before = await _service.GetAsync("/twins/kitchen", Policy);
        await _kitchen.PublishAsync(
            "$iothub/twin/PATCH/properties/reported/?$rid=1", Encoding.UTF8.GetBytes("""{"state":"on"}"""), MqttQos.AtMostOnce);
        Assert.Equal("$iothub/twin/res/204/?$rid=1&$version=2", (await _kitchen.NextAsync()).Topic);

        var after = await _service.GetAsync("/twins/kitchen", Policy);

        Assert.Equal("""{"state":"on","$version":2}""", after.Json.GetProperty("properties").GetProperty("reported").GetRawText());
        Assert.Equal((before.ETag, 2), (after.ETag, after.Json.GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task A_patch_to_a_version_that_is_over_is_refused_and_changes_nothing()
    {
        var first = await _service.GetAsync("/twins/kitchen", Policy);
        var second = await PatchAsync("""{"tags":{"a":1}}""", first.ETag);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal("PreconditionFailed", (await PatchAsync("""{"tags":{"a":2}}""", first.ETag)).ErrorCode);
        Assert.Equal("""{"a":1}""", (await _service.GetAsync("/twins/kitchen", Policy)).Json.GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task Twins_of_what_does_not_exist_are_not_found_and_bad_ones_refused()
    {
        Assert.Equal("DeviceNotFound", (await _service.GetAsync("/twins/cellar", Policy)).ErrorCode);
        Assert.Equal("ModuleNotFound", (await _service.GetAsync("/twins/kitchen/modules/oven", Policy)).ErrorCode);
        Assert.Equal("DeviceNotFound", (await _service.SendAsync(HttpMethod.Patch, "/twins/cellar", Policy, "{}")).ErrorCode);
        Assert.Equal("ArgumentInvalid", (await PatchAsync("""{"tags":{"a b":1}}""")).ErrorCode);
        var tags = string.Join(',', Enumerable.Range(0, 5).Select(i => $"\"t{i}\":\"{new string('x', 2_000)}\""));
        var tooLarge = await PatchAsync($$$"""{"tags":{ {{{tags}}} }}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "MessageTooLarge"), (tooLarge.Status, tooLarge.ErrorCode));
    }

    [Fact]
    public async Task A_module_has_a_twin_of_its_own()
    {
        await _service.PutAsync("/devices/kitchen/modules/oven", "registryReadWrite", """{"deviceId":"kitchen","moduleId":"oven"}""");

        var patched = await _service.SendAsync(
            HttpMethod.Patch, "/twins/kitchen/modules/oven", Policy, """{"properties":{"desired":{"heat":200}}}""");

        Assert.Equal(("oven", 2), (Text(patched, "moduleId"), patched.Json.GetProperty("version").GetInt64()));
        Assert.Equal(1, (await _service.GetAsync("/twins/kitchen", Policy)).Json.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task A_device_that_is_deleted_leaves_no_twin_to_the_next_of_its_name()
    {
        await PatchAsync("""{"tags":{"a":1}}""");
        await _service.SendAsync(HttpMethod.Delete, "/devices/kitchen", "registryReadWrite", ifMatch: "*");
        await _service.PutAsync("/devices/kitchen", "registryReadWrite", """{"deviceId":"kitchen"}""");

        Assert.Equal("{}", (await _service.GetAsync("/twins/kitchen", Policy)).Json.GetProperty("tags").GetRawText());
    }

    [Theory]
    [InlineData("registryRead")]
    [InlineData("registryReadWrite")]
    [InlineData("device")]
    public async Task Twins_are_for_those_who_may_connect_as_a_service(string policy) =>
        Assert.Equal("IotHubUnauthorizedAccess", (await _service.GetAsync("/twins/kitchen", policy)).ErrorCode);

    private Task<ServiceClient.Answer> PatchAsync(string body, string? ifMatch = null) =>
        _service.SendAsync(HttpMethod.Patch, "/twins/kitchen", Policy, body, ifMatch);

    private static string? Text(ServiceClient.Answer answer, string name) =>
        answer.Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
