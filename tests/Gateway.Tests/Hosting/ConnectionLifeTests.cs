using System.Security.Authentication;
using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// How a connection begins and ends: Microsoft, "Communicate with an IoT hub using the MQTT protocol". That TLS Finished and CONNECT share
/// a segment happens with azure-sdk-for-c (pull request 7539 of Azure/iotedge).
/// </summary>
public sealed class ConnectionLifeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Tls_finished_and_connect_in_one_segment_are_both_taken()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await gateway.EnrollAsync("kitchen");
        HoldingStream held = null!;
        await using var kitchen = await RawDevice.OpenAsync(gateway, inner => held = new HoldingStream(inner), SslProtocols.Tls13);
        Assert.True(held.HeldBytes > 0, "the client's Finished was not held back");

        held.ReleaseWithNextWrite();
        await kitchen.SendAsync(RawDevice.ConnectBytes(gateway.Device("kitchen")));

        Assert.Equal([0x20, 2, 0, 0], await kitchen.ReadAsync(4));
    }

    [Fact]
    public async Task Packets_that_are_pipelined_behind_connect_are_all_taken()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await gateway.EnrollAsync("kitchen");
        await using var kitchen = await RawDevice.OpenAsync(gateway);

        await kitchen.SendAsync(
        [
            .. RawDevice.ConnectBytes(gateway.Device("kitchen")),
            .. RawDevice.PublishBytes("devices/kitchen/messages/events/", "1", 5),
            .. RawDevice.PublishBytes("devices/kitchen/messages/events/", "2", 6),
            0xC0, 0x00,
        ]);

        Assert.Equal([0x20, 2, 0, 0, 0x40, 2, 0, 5, 0x40, 2, 0, 6, 0xD0, 0], await kitchen.ReadAsync(14));
    }

#pragma warning disable CA5397, SYSLIB0039 // That the outdated versions are refused is what the test is about.
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Tls_1_2_and_1_3_are_spoken(SslProtocols protocol)
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await gateway.EnrollAsync("kitchen");
        var device = gateway.Device("kitchen");
        device.Tls!.EnabledSslProtocols = protocol;

        await using var kitchen = await MqttClient.ConnectAsync(device);
        await kitchen.SendTelemetryAsync("kitchen", "x");
    }

    [Fact]
    public async Task Tls_1_1_is_refused()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await gateway.EnrollAsync("kitchen");
        var device = gateway.Device("kitchen");
        device.Tls!.EnabledSslProtocols = SslProtocols.Tls11;

        var failure = await Record.ExceptionAsync(() => MqttClient.ConnectAsync(device));

        Assert.True(failure is AuthenticationException or IOException, $"{failure}");
    }
#pragma warning restore CA5397, SYSLIB0039

    [Fact]
    public async Task A_newer_connection_takes_over()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await using var older = await gateway.ConnectAsync("kitchen");

        await using var newer = await MqttClient.ConnectAsync(gateway.Device("kitchen"));

        await older.ShouldBeClosedAsync();
        await newer.SendTelemetryAsync("kitchen", "x");
    }

    [Fact]
    public async Task A_connection_ends_when_its_token_expires()
    {
        await using var gateway = await StartOnManualTimeAsync();
        await gateway.EnrollAsync("kitchen");
        var device = gateway.Device("kitchen", expiresAt: _clock.GetUtcNow().AddMinutes(10)) with { KeepAliveSeconds = 0 };
        await using var kitchen = await MqttClient.ConnectAsync(device);

        _clock.Advance(TimeSpan.FromMinutes(9));
        await kitchen.SendTelemetryAsync("kitchen", "still here");
        _clock.Advance(TimeSpan.FromMinutes(1));

        await kitchen.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task A_client_silent_for_one_and_a_half_times_its_keep_alive_is_closed()
    {
        await using var gateway = await StartOnManualTimeAsync();
        await gateway.EnrollAsync("kitchen");
        await using var kitchen = await RawDevice.OpenAsync(gateway);
        await kitchen.SendAsync(RawDevice.ConnectBytes(gateway.Device("kitchen"), keepAliveSeconds: 60));
        await kitchen.ReadAsync(4);
        await PingAsync(kitchen);

        _clock.Advance(TimeSpan.FromSeconds(89));
        await PingAsync(kitchen);

        Assert.Empty(await AdvanceUntilClosedAsync(kitchen, TimeSpan.FromSeconds(91)));
    }

    [Fact]
    public async Task A_peer_that_never_says_connect_is_closed()
    {
        await using var gateway = await StartOnManualTimeAsync();
        await using var peer = await RawDevice.OpenAsync(gateway);
        await peer.SendAsync(0x10);

        Assert.Empty(await AdvanceUntilClosedAsync(peer, TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public async Task A_subscription_beyond_the_limit_closes_the_connection()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with
        {
            Limits = options.Limits with { SubscriptionsMax = 2 },
        });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        Assert.Equal(MqttQos.AtLeastOnce, await kitchen.SubscribeAsync("$iothub/twin/res/#", MqttQos.AtLeastOnce));
        Assert.Equal(MqttQos.AtMostOnce, await kitchen.SubscribeAsync("$iothub/methods/POST/#", MqttQos.AtMostOnce));
        await kitchen.SubscribeAsync("$iothub/twin/res/#", MqttQos.AtMostOnce);
        await kitchen.UnsubscribeAsync("$iothub/twin/res/#");
        await kitchen.SubscribeAsync("devices/+/messages/devicebound/#", MqttQos.AtLeastOnce);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => kitchen.SubscribeAsync("$iothub/twin/res/#", MqttQos.AtMostOnce));
    }

    [Fact]
    public async Task A_filter_that_is_not_its_own_closes_the_connection()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await Assert.ThrowsAsync<MqttConnectionClosedException>(
            () => kitchen.SubscribeAsync("devices/offices/messages/devicebound/#", MqttQos.AtMostOnce));
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_and_the_others_are_served()
    {
        await using (var unlimited = await RunningGateway.StartAsync(_directory)) await unlimited.EnrollAsync("kitchen", "offices");
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with
        {
            Limits = options.Limits with { ConnectionsMax = 1 },
        });
        await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));

        var failure = await Record.ExceptionAsync(() => MqttClient.ConnectAsync(gateway.Device("offices")));

        Assert.True(failure is IOException or AuthenticationException or MqttConnectionClosedException, $"{failure}");
        await kitchen.SendTelemetryAsync("kitchen", "x");
    }

    [Fact]
    public async Task A_gateway_that_stops_closes_its_connections()
    {
        var gateway = await RunningGateway.StartAsync(_directory);
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        await gateway.DisposeAsync().AsTask().WaitAsync(RunningGateway.Patience);

        await kitchen.ShouldBeClosedAsync();
        Assert.Equal(0, gateway.Counters.Connected);
    }

    private static async Task PingAsync(RawDevice device)
    {
        await device.SendAsync(0xC0, 0x00);
        Assert.Equal([0xD0, 0x00], await device.ReadAsync(2));
    }

    // The gateway may begin to count the silence a moment after its peer has the last answer.
    private async Task<byte[]> AdvanceUntilClosedAsync(RawDevice device, TimeSpan step)
    {
        var reading = device.ReadToEndAsync();
        while (!reading.IsCompleted)
        {
            _clock.Advance(step);
            await Task.Yield();
        }

        return await reading;
    }

    // A write may still be under way when its answer has arrived and the clock jumps.
    private Task<RunningGateway> StartOnManualTimeAsync() => RunningGateway.StartAsync(
        _directory,
        options => options with { Limits = options.Limits with { WriteTimeout = TimeSpan.FromDays(1) } },
        new GatewaySeams { SystemClock = _clock });
}
