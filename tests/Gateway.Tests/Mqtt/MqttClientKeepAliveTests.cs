using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using Support;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientKeepAliveTests : ConnectedClient
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    private protected override MqttClientOptions Options => Emulator.Options with { KeepAliveSeconds = 60, Clock = _clock };

    [Fact]
    public async Task Ping_goes_out_twice_in_the_keep_alive_time()
    {
        for (var ping = 0; ping < 5; ping++)
        {
            _clock.Advance(Half);
            await Server.ExpectAsync<PingReqPacket>();
            await AnswerPingAsync();
        }
    }

    [Fact]
    public async Task No_ping_goes_out_early()
    {
        _clock.Advance(Half - TimeSpan.FromMilliseconds(1));
        await Client.PublishAsync("marker", default, MqttQos.AtMostOnce);
        await Server.ExpectAsync<PublishPacket>();
    }

    [Fact]
    public async Task Ping_without_answer_ends_the_connection_at_the_next()
    {
        var publishing = Client.PublishAsync("a", default);
        await Server.ExpectAsync<PublishPacket>();
        _clock.Advance(Half);
        await Server.ExpectAsync<PingReqPacket>();
        Assert.False(Client.Completion.IsCompleted);
        _clock.Advance(Half);

        var end = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        Assert.Contains("did not answer a ping within 30 s", end.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publishing.WaitAsync(Patience));
        Assert.Null(await Server.NextAsync());
    }

    [Fact]
    public async Task Any_packet_counts_as_an_answer()
    {
        for (var ping = 0; ping < 3; ping++)
        {
            _clock.Advance(Half);
            await Server.ExpectAsync<PingReqPacket>();
            await SendAsync("news");
            await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        }
        Assert.False(Client.Completion.IsCompleted);
    }

    [Fact]
    public void While_this_client_does_not_read_a_missing_answer_is_not_the_servers_fault()
    {
        var (pings, ends) = (0, 0);
        using var keepAlive = new KeepAlive(60, _clock, () => pings++, _ => ends++);
        keepAlive.Pause();
        _clock.Advance(3 * Half);
        Assert.Equal((3, 0), (pings, ends));

        keepAlive.Resume();
        _clock.Advance(Half);
        Assert.Equal((4, 0), (pings, ends));
        _clock.Advance(Half);
        Assert.Equal((4, 1), (pings, ends));
    }

    [Fact]
    public async Task Keep_alive_0_never_pings()
    {
        var (client, server) = await Emulator.ConnectAsync(Emulator.Options with { KeepAliveSeconds = 0, Clock = _clock });
        await using (client)
        await using (server)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            await client.PublishAsync("marker", default, MqttQos.AtMostOnce);
            await server.ExpectAsync<PublishPacket>();
        }
    }

    private Task SendAsync(string topic) => Server.SendAsync(output => MqttPacketWriter.WritePublish(output, topic, []));

    /// <summary>Answers, and proves by a subscription answered behind it that the answer has been read.</summary>
    private async Task AnswerPingAsync()
    {
        await Server.SendAsync(MqttPacketWriter.WritePingResp);
        var subscribing = Client.SubscribeAsync("proof", MqttQos.AtMostOnce);
        var subscribe = await Server.ExpectAsync<SubscribePacket>();
        await Server.SendAsync(output => MqttPacketWriter.WriteSubAck(output, subscribe.PacketId, MqttSubAckReturnCode.GrantedAtMostOnce));
        await subscribing.WaitAsync(Patience);
    }
}
