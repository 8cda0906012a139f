using System.Text;
using System.Text.Json;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Requests and their answers: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and
/// Microsoft, "Communicate with DPS using the MQTT protocol". That an answer needs a body from 400 on, and must come
/// without a subscription, was observed with azure-iot-device 1.18.4.
/// </summary>
public sealed class TwinAndProvisioningTests : IAsyncLifetime, IDisposable
{
    private const string ReportedTopic = "$iothub/twin/PATCH/properties/reported/?$rid=";
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync(_directory);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_twin_is_given_without_a_subscription(string body)
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        await kitchen.PublishAsync("$iothub/twin/GET/?$rid=a%23b", Encoding.UTF8.GetBytes(body), MqttQos.AtMostOnce);

        var answer = await kitchen.NextAsync();
        Assert.Equal("$iothub/twin/res/200/?$rid=a%23b", answer.Topic);
        Assert.Equal("""{"desired":{"$version":1},"reported":{"$version":1}}""", answer.Text());
    }

    [Fact]
    public async Task A_reported_patch_is_kept_and_its_version_told()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        await kitchen.PublishAsync(ReportedTopic + "1", """{"health":{"busErrors":1,"chip":"BME280"}}"""u8.ToArray(), MqttQos.AtLeastOnce);
        Assert.Equal(("$iothub/twin/res/204/?$rid=1&$version=2", ""), await AnswerAsync(kitchen));
        await kitchen.PublishAsync(ReportedTopic + "2&$version=2", """{"health":{"busErrors":null}}"""u8.ToArray(), MqttQos.AtMostOnce);
        Assert.Equal(("$iothub/twin/res/204/?$rid=2&$version=3", ""), await AnswerAsync(kitchen));

        await kitchen.PublishAsync("$iothub/twin/GET/?$rid=3", default, MqttQos.AtMostOnce);
        Assert.Equal(
            """{"desired":{"$version":1},"reported":{"health":{"chip":"BME280"},"$version":3}}""", (await AnswerAsync(kitchen)).Body);
    }

    [Theory]
    [InlineData("", "{", 400)]
    [InlineData("", "", 400)]
    [InlineData("&$version=9", "{}", 412)]
    public async Task A_refused_patch_is_answered_with_a_body_that_names_the_error(string version, string patch, int status)
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        await kitchen.PublishAsync(ReportedTopic + "1" + version, Encoding.UTF8.GetBytes(patch), MqttQos.AtMostOnce);

        var (topic, body) = await AnswerAsync(kitchen);
        Assert.Equal($"$iothub/twin/res/{status}/?$rid=1", topic);
        Assert.Equal(status, JsonDocument.Parse(body).RootElement.GetProperty("errorCode").GetInt32() / 1_000);
    }

    [Fact]
    public async Task Each_device_has_its_own_twin()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");
        await using var offices = await _gateway.ConnectAsync("offices");

        await kitchen.PublishAsync(ReportedTopic + "1", """{"secret":1}"""u8.ToArray(), MqttQos.AtLeastOnce);
        await offices.PublishAsync("$iothub/twin/GET/?$rid=2", default, MqttQos.AtLeastOnce);

        Assert.Equal("""{"desired":{"$version":1},"reported":{"$version":1}}""", (await AnswerAsync(offices)).Body);
    }

    [Fact]
    public async Task A_registration_goes_from_assigning_to_assigned()
    {
        await using var client = await RegisteringAsync("kitchen");
        var (topic, body) = await AskAsync(
            client, "PUT/iotdps-register/?$rid=r1", """{"registrationId":"kitchen","payload":{"modelId":"m"}}""");
        Assert.Equal("$dps/registrations/res/202/?$rid=r1&retry-after=1", topic);
        var operation = JsonDocument.Parse(body).RootElement;
        Assert.Equal("assigning", operation.GetProperty("status").GetString());

        var id = operation.GetProperty("operationId").GetString();
        (topic, body) = await AskAsync(client, $"GET/iotdps-get-operationstatus/?$rid=r2&operationId={id}", " ");

        Assert.Equal("$dps/registrations/res/200/?$rid=r2", topic);
        var state = JsonDocument.Parse(body).RootElement.GetProperty("registrationState");
        Assert.Equal("assigned", JsonDocument.Parse(body).RootElement.GetProperty("status").GetString());
        Assert.Equal("assigned", state.GetProperty("status").GetString());
        Assert.Equal("localhost", state.GetProperty("assignedHub").GetString());
        Assert.Equal("kitchen", state.GetProperty("deviceId").GetString());
    }

    [Theory]
    [InlineData("PUT/iotdps-register/?$rid=1", """{"registrationId":"offices"}""", 401)]
    [InlineData("PUT/iotdps-register/?$rid=1", "{}", 400)]
    [InlineData("PUT/iotdps-register/?$rid=1", """{"registrationId":1}""", 400)]
    [InlineData("PUT/iotdps-register/?$rid=1", """{"registrationId":"\ud800"}""", 400)]
    [InlineData("PUT/iotdps-register/?$rid=1", "", 400)]
    [InlineData("GET/iotdps-get-operationstatus/?$rid=1&operationId=5.0.0", " ", 404)]
    [InlineData("GET/iotdps-get-operationstatus/?$rid=1&operationId=5.6b69746368656e.0", " ", 404)]
    public async Task A_refused_registration_is_answered_with_a_body_that_names_the_error(string topic, string body, int status)
    {
        await using var client = await RegisteringAsync("kitchen");

        var answer = await AskAsync(client, topic, body);

        Assert.Equal($"$dps/registrations/res/{status}/?$rid=1", answer.Topic);
        Assert.Equal(status, JsonDocument.Parse(answer.Body).RootElement.GetProperty("errorCode").GetInt32() / 1_000);
    }

    [Fact]
    public async Task A_registration_may_not_send_telemetry()
    {
        await using var client = await RegisteringAsync("kitchen");

        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.SendTelemetryAsync("kitchen", "x"));

        Assert.Equal(0, _gateway.Counters.Stored);
    }

    [Fact]
    public async Task Registering_again_leaves_the_connected_device_alone()
    {
        await using var kitchen = await _gateway.ConnectAsync("kitchen");

        await _gateway.EnrollAsync("kitchen");

        await kitchen.SendTelemetryAsync("kitchen", "still here");
    }

    private static async Task<(string Topic, string Body)> AnswerAsync(MqttClient client)
    {
        var answer = await client.NextAsync();
        return (answer.Topic, answer.Text());
    }

    private async Task<MqttClient> RegisteringAsync(string registrationId)
    {
        var client = await MqttClient.ConnectAsync(_gateway.Registration(registrationId));
        Assert.Equal(MqttQos.AtLeastOnce, await client.SubscribeAsync("$dps/registrations/res/#", MqttQos.AtLeastOnce));
        return client;
    }

    private static async Task<(string Topic, string Body)> AskAsync(MqttClient client, string topic, string body)
    {
        await client.PublishAsync("$dps/registrations/" + topic, Encoding.UTF8.GetBytes(body), MqttQos.AtLeastOnce);
        return await AnswerAsync(client);
    }
}
