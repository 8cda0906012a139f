using System.Text;
using System.Text.Json;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// The last message of a device that goes without DISCONNECT: Microsoft, "Communicate with an IoT hub using the MQTT protocol", using the
/// MQTT protocol directly, on wills; MQTT 3.1.1 section 3.1.2.5.
/// </summary>
public sealed class WillTests : IAsyncLifetime, IDisposable
{
    private const string Own = "devices/kitchen/messages/events/";

    private readonly TemporaryDirectory _directory = new();
    private FunctionsEmulator _functions = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _functions = await FunctionsEmulator.StartAsync();
        _gateway = await RunningGateway.StartAsync(_directory, options => options with { EventsUrl = _functions.Url });
        await _gateway.EnrollAsync("kitchen", "offices");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _functions.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Own)]
    [InlineData("devices/kitchen/messages/events")]
    [InlineData(Own + "%24.mid=w-1&%24.ct=application%2Fjson&room=1")]
    public async Task A_device_that_vanishes_has_its_will_published_as_telemetry(string topic)
    {
        var kitchen = await ConnectAsync(new MqttWill(topic, "gone"u8.ToArray(), MqttQos.AtLeastOnce, Retain: true));
        await kitchen.SendTelemetryAsync("kitchen", "before");

        await kitchen.DisposeAsync();

        var (body, properties) = await SecondAsync();
        Assert.Equal("gone", body);
        Assert.Equal("Will", properties.GetProperty("iothub-MessageType").GetString());
        Assert.Equal("true", properties.GetProperty("mqtt-retain").GetString());
    }

    [Fact]
    public async Task A_device_that_says_goodbye_has_no_will_published()
    {
        await using (var kitchen = await ConnectAsync(new MqttWill(Own, "gone"u8.ToArray()))) await kitchen.DisconnectAsync();

        await using var again = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        await again.SendTelemetryAsync("kitchen", "after");

        Assert.Equal(["after"], await _functions.EventsAsync(1));
    }

    [Fact]
    public async Task A_will_with_the_same_message_id_is_published_at_each_loss()
    {
        for (var loss = 0; loss < 2; loss++)
        {
            var kitchen = await ConnectAsync(new MqttWill(Own + "%24.mid=will", Encoding.UTF8.GetBytes($"{loss}")));
            await kitchen.DisposeAsync();
            Assert.Equal([$"{loss}"], await _functions.EventsAsync(1));
        }
    }

    [Fact]
    public async Task A_device_that_breaks_the_rules_or_is_taken_over_has_its_will_published()
    {
        await using var violating = await ConnectAsync(new MqttWill(Own, "violated"u8.ToArray()));
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => violating.SubscribeAsync("#", MqttQos.AtMostOnce));
        Assert.Equal(["violated"], await _functions.EventsAsync(1));

        await using var older = await ConnectAsync(new MqttWill(Own, "taken over"u8.ToArray()));
        await using var newer = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        Assert.Equal(["taken over"], await _functions.EventsAsync(1));
    }

    [Theory]
    [InlineData("devices/offices/messages/events/")]
    [InlineData("devices/kitchen/modules/mod1/messages/events/")]
    [InlineData("devices/kitchen/messages/devicebound/")]
    [InlineData("$iothub/twin/GET/?$rid=1")]
    [InlineData("anything")]
    public Task A_will_that_is_not_the_devices_own_telemetry_is_refused_at_connect(string topic) =>
        ShouldBeRefusedAsync(new MqttWill(topic, "x"u8.ToArray()));

    [Fact]
    public Task A_will_of_qos_2_is_refused_at_connect() => ShouldBeRefusedAsync(new MqttWill(Own, "x"u8.ToArray(), MqttQos.ExactlyOnce));

    [Fact]
    public Task A_will_that_breaks_a_limit_of_telemetry_is_refused_at_connect() =>
        ShouldBeRefusedAsync(new MqttWill(Own + "%24.mid=" + new string('m', 129), "x"u8.ToArray()));

    private Task<MqttClient> ConnectAsync(MqttWill will) => MqttClient.ConnectAsync(_gateway.Device("kitchen") with { Will = will });

    private async Task ShouldBeRefusedAsync(MqttWill will)
    {
        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync(will));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refusal.ReturnCode);
        Assert.Equal(0, _gateway.Counters.Received);
    }

    private async Task<(string Body, JsonElement Properties)> SecondAsync()
    {
        var seen = 0;
        while (true)
        {
            var batch = await _functions.NextAsync();
            for (var i = 0; i < batch.Events.Count; i++)
                if (++seen == 2) return (batch.Events[i], batch.Metadata("PropertiesArray")[i]);
        }
    }
}
