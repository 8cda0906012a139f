using System.Net.WebSockets;
using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// MQTT over WebSocket: Microsoft, "Communicate with an IoT hub using the MQTT protocol" (path /$iothub/websocket, subprotocol mqtt), and
/// MQTT 3.1.1 section 6.
/// </summary>
public sealed class WebSocketTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Accepted = [0x20, 2, 0, 0];

    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        await _gateway.EnrollAsync("kitchen");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("/$iothub/websocket")]
    [InlineData("/$iothub/websocket?iothub-no-client-cert=true")]
    [InlineData("/%24iothub/websocket")]
    public async Task A_device_connects_sends_telemetry_and_asks_for_its_twin(string path)
    {
        using var kitchen = await WebSocketDevice.OpenAsync(_gateway, path);
        Assert.Equal("mqtt", kitchen.Subprotocol);

        await ConnectAsync(kitchen);
        await kitchen.SendAsync(Telemetry("x", 7));
        Assert.Equal([0x40, 2, 0, 7], await kitchen.ReadAsync(4));
        await kitchen.SendAsync(RawDevice.PublishBytes("$iothub/twin/GET/?$rid=1", "", 0, MqttQos.AtMostOnce));
        Assert.Equal(0x30, (await kitchen.ReadAsync(1))[0]);
    }

    [Fact]
    public async Task Packets_may_span_messages_and_messages_may_hold_several_packets()
    {
        using var kitchen = await WebSocketDevice.OpenAsync(_gateway);
        await ConnectAsync(kitchen);

        byte[] packets = [.. Telemetry("1", 1), .. Telemetry("2", 2), .. Telemetry("3", 3)];
        await kitchen.SendAsync(packets[..5]);
        await kitchen.SendAsync(packets[5..]);

        Assert.Equal([0x40, 2, 0, 1, 0x40, 2, 0, 2, 0x40, 2, 0, 3], await kitchen.ReadAsync(12));
    }

    [Fact]
    public async Task The_largest_telemetry_is_taken_again_and_again()
    {
        using var kitchen = await WebSocketDevice.OpenAsync(_gateway);
        await ConnectAsync(kitchen);

        for (ushort id = 1; id <= 4; id++)
        {
            await kitchen.SendAsync(Telemetry(new string('x', 262_144), id));
            Assert.Equal([0x40, 2, 0, (byte)id], await kitchen.ReadAsync(4));
        }
    }

    [Fact]
    public async Task A_token_that_is_wrong_is_refused()
    {
        using var kitchen = await WebSocketDevice.OpenAsync(_gateway);

        await kitchen.SendAsync(RawDevice.ConnectBytes(_gateway.Device("kitchen", key: new byte[32])));

        Assert.Equal([0x20, 2, 0, 5], await kitchen.ReadAsync(4));
        await kitchen.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task A_certificate_of_the_handshake_counts()
    {
        using var certificate = TestAuthority.SelfSigned("CN=attic");
        using var service = new ServiceClient(_gateway);
        var authentication =
            $$"""{"type":"selfSigned","x509Thumbprint":{"primaryThumbprint":"{{certificate.GetCertHashString()}}"} }""";
        await service.PutAsync("/devices/attic", "registryReadWrite", $$"""{"deviceId":"attic","authentication":{{authentication}} }""");
        using var attic = await WebSocketDevice.OpenAsync(_gateway, certificate: certificate);

        await attic.SendAsync(RawDevice.ConnectBytes(_gateway.Device("attic") with { Password = "" }));

        Assert.Equal(Accepted, await attic.ReadAsync(4));
    }

    [Fact]
    public async Task A_text_frame_closes_the_connection()
    {
        using var kitchen = await WebSocketDevice.OpenAsync(_gateway);
        await ConnectAsync(kitchen);

        await kitchen.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text);

        await kitchen.ShouldBeClosedAsync();
        Assert.Equal(1, _gateway.Counters.Violations);
    }

    [Theory]
    [InlineData("AMQPWSB10")]
    [InlineData("mqttv3.1")]
    public async Task Another_subprotocol_is_refused(string subprotocol) =>
        await Assert.ThrowsAsync<WebSocketException>(() => WebSocketDevice.OpenAsync(_gateway, subprotocol: subprotocol));

    [Fact]
    public async Task A_connection_over_tcp_takes_over_from_one_over_websocket_and_the_other_way_round()
    {
        using var first = await WebSocketDevice.OpenAsync(_gateway);
        await ConnectAsync(first);

        await using var second = await MqttClient.ConnectAsync(_gateway.Device("kitchen"));
        await first.ShouldBeClosedAsync();
        using var third = await WebSocketDevice.OpenAsync(_gateway);
        await ConnectAsync(third);

        await second.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task A_peer_that_never_says_connect_is_closed()
    {
        using var directory = new TemporaryDirectory();
        await using var gateway = await RunningGateway.StartAsync(directory, options => options with
        {
            Limits = options.Limits with { HandshakeTimeout = TimeSpan.FromMilliseconds(500) },
        });
        using var peer = await WebSocketDevice.OpenAsync(gateway);

        await peer.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task A_gateway_that_stops_closes_its_websockets()
    {
        using var directory = new TemporaryDirectory();
        var gateway = await RunningGateway.StartAsync(directory);
        await gateway.EnrollAsync("kitchen");
        using var kitchen = await WebSocketDevice.OpenAsync(gateway);
        await kitchen.SendAsync(RawDevice.ConnectBytes(gateway.Device("kitchen")));
        Assert.Equal(Accepted, await kitchen.ReadAsync(4));

        await gateway.DisposeAsync().AsTask().WaitAsync(RunningGateway.Patience);

        await kitchen.ShouldBeClosedAsync();
        Assert.Equal(0, gateway.Counters.Connected);
    }

    [Fact]
    public async Task A_client_that_vanishes_ends_its_connection()
    {
        using (var kitchen = await WebSocketDevice.OpenAsync(_gateway)) await ConnectAsync(kitchen);

        using var patience = new CancellationTokenSource(RunningGateway.Patience);
        while (_gateway.Counters.Connected > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task ConnectAsync(WebSocketDevice device)
    {
        await device.SendAsync(RawDevice.ConnectBytes(_gateway.Device("kitchen")));
        Assert.Equal(Accepted, await device.ReadAsync(4));
    }

    private static byte[] Telemetry(string body, ushort id) => RawDevice.PublishBytes("devices/kitchen/messages/events/", body, id);
}
