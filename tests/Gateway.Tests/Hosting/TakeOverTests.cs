using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Two connections with one id: Microsoft, "Understand and resolve Azure IoT Hub errors", 400027. That two official clients then take over
/// from each other without any pause, and that CONNACK 3 makes them wait, was observed with azure-iot-device 1.18.4.
/// </summary>
public sealed class TakeOverTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(
            _directory,
            options => options with
            {
                Limits = options.Limits with { TakeOversMax = 2, TakeOverPeriod = TimeSpan.FromMinutes(1), WriteTimeout = TimeSpan.FromDays(1) },
            },
            new GatewaySeams { SystemClock = _clock });
        await _gateway.EnrollAsync("kitchen", "offices");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Beyond_the_limit_the_newer_connection_is_told_to_try_later_and_the_older_stays()
    {
        await using var first = await ConnectAsync("kitchen");
        await using var second = await ConnectAsync("kitchen");
        await using var third = await ConnectAsync("kitchen");
        await second.ShouldBeClosedAsync();

        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync("kitchen"));

        Assert.Equal(MqttConnectReturnCode.ServerUnavailable, refusal.ReturnCode);
        await third.SendTelemetryAsync("kitchen", "still here");
    }

    [Fact]
    public async Task Other_devices_are_not_held_up()
    {
        await using var first = await ConnectAsync("kitchen");
        await using var second = await ConnectAsync("kitchen");
        await using var third = await ConnectAsync("kitchen");
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync("kitchen"));

        await using var offices = await ConnectAsync("offices");
        await using var again = await ConnectAsync("offices");

        await again.SendTelemetryAsync("offices", "x");
    }

    [Fact]
    public async Task After_a_while_the_next_take_over_succeeds()
    {
        await using var first = await ConnectAsync("kitchen");
        await using var second = await ConnectAsync("kitchen");
        await using var third = await ConnectAsync("kitchen");
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync("kitchen"));

        _clock.Advance(TimeSpan.FromSeconds(30));
        await using var fourth = await ConnectAsync("kitchen");

        await third.ShouldBeClosedAsync();
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync("kitchen"));
    }

    [Fact]
    public async Task A_refused_take_over_purges_nothing()
    {
        await using var first = await KeptAsync();
        await first.SubscribeAsync("$iothub/twin/res/#", MqttQos.AtMostOnce);
        await using var second = await KeptAsync();
        await using var third = await KeptAsync();
        await Assert.ThrowsAsync<MqttConnectRefusedException>(() => ConnectAsync("kitchen"));

        await third.DisposeAsync();
        await using var again = await ReconnectAsync();

        Assert.True(again.SessionPresent);
    }

    // Whether the gateway has noticed by now that the one before is gone does not matter a minute later.
    private Task<MqttClient> ReconnectAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        return KeptAsync();
    }

    private Task<MqttClient> KeptAsync() => MqttClient.ConnectAsync(_gateway.Device("kitchen") with { CleanSession = false, KeepAliveSeconds = 0 });

    private Task<MqttClient> ConnectAsync(string deviceId) =>
        MqttClient.ConnectAsync(_gateway.Device(deviceId) with { KeepAliveSeconds = 0 });
}
