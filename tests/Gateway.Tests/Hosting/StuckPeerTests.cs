using System.Net.Sockets;
using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>A peer that does not take its part: it holds neither a connection nor the end of the gateway.</summary>
public sealed class StuckPeerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_makes_room_for_another()
    {
        await using (var unlimited = await RunningGateway.StartAsync(_directory)) await unlimited.EnrollAsync("kitchen", "offices");
        var gateway = await StartAsync(limits => limits with { ConnectionsMax = 1, WriteTimeout = TimeSpan.FromSeconds(1) });
        await using var kitchen = await RawDevice.ConnectAsync(gateway, gateway.Device("kitchen"));

        await AskWithoutReadingAsync(kitchen).WaitAsync(RunningGateway.Patience);

        await using (var offices = await ConnectWhenThereIsRoomAsync(gateway, "offices")) await offices.SendTelemetryAsync("offices", "x");
        await gateway.DisposeAsync().AsTask().WaitAsync(RunningGateway.Patience);
        Assert.Equal(0, gateway.Counters.Connected);
    }

    [Fact]
    public async Task A_peer_that_never_begins_its_tls_handshake_does_not_hold_up_the_end_of_the_gateway()
    {
        var gateway = await StartAsync(
            limits => limits with { HandshakeTimeout = TimeSpan.FromHours(1), StopTimeout = TimeSpan.FromMilliseconds(100) });
        using var silent = new TcpClient();
        await silent.ConnectAsync("localhost", gateway.Host.MqttPort);
        await using var accepted = await gateway.ConnectAsync("kitchen");

        await gateway.DisposeAsync().AsTask().WaitAsync(RunningGateway.Patience);

        await accepted.ShouldBeClosedAsync();
    }

    // Each answer is a twin of 15 KB, so that a few hundred of them fill every buffer on the way.
    private static async Task AskWithoutReadingAsync(RawDevice device)
    {
        var patch = $$"""{"note":"{{new string('x', 15_000)}}"}""";
        var get = RawDevice.PublishBytes("$iothub/twin/GET/?$rid=2", "", 0, MqttQos.AtMostOnce);
        await device.SendAsync(RawDevice.PublishBytes("$iothub/twin/PATCH/properties/reported/?$rid=1", patch, 0, MqttQos.AtMostOnce));
        await device.SendUntilClosedAsync([.. Enumerable.Repeat(get, 200).SelectMany(bytes => bytes)]);
    }

    // The gateway counts a connection as gone a moment after its peer learns it.
    private static async Task<MqttClient> ConnectWhenThereIsRoomAsync(RunningGateway gateway, string deviceId)
    {
        using var patience = new CancellationTokenSource(RunningGateway.Patience);
        while (true)
        {
            try
            {
                return await MqttClient.ConnectAsync(gateway.Device(deviceId), patience.Token);
            }
            catch (Exception e) when (e is IOException or MqttConnectionClosedException && !patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private Task<RunningGateway> StartAsync(Func<GatewayLimits, GatewayLimits> change) =>
        RunningGateway.StartAsync(_directory, options => options with { Limits = change(options.Limits) });
}
