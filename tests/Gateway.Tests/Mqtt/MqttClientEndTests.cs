using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using Support;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientEndTests : ConnectedClient
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    private protected override MqttClientOptions Options => Emulator.Options with { Clock = _clock };

    [Fact]
    public async Task Disconnect_says_good_bye_and_closes_when_the_server_has()
    {
        var leaving = Client.DisconnectAsync();
        await Server.ExpectAsync<DisconnectPacket>();
        await Server.DisposeAsync();
        await leaving.WaitAsync(Patience);
        await Client.Completion.WaitAsync(Patience);
        await Client.Messages.Completion.WaitAsync(Patience);
    }

    [Fact]
    public async Task Disconnect_closes_after_two_seconds_also_when_the_server_does_not()
    {
        var leaving = Client.DisconnectAsync();
        await Server.ExpectAsync<DisconnectPacket>();
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(leaving.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await leaving.WaitAsync(Patience);
        Assert.Null(await Server.NextAsync());
        await Client.Completion.WaitAsync(Patience);
    }

    [Fact]
    public async Task Disconnect_is_the_last_packet_and_fails_what_has_no_answer()
    {
        var publishing = Client.PublishAsync("a", default);
        var leaving = Client.DisconnectAsync();
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.PublishAsync("b", default));
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.PublishAsync("b", default, MqttQos.AtMostOnce));
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publishing.WaitAsync(Patience));

        await Server.ExpectAsync<PublishPacket>();
        await Server.ExpectAsync<DisconnectPacket>();
        await Server.DisposeAsync();
        await leaving.WaitAsync(Patience);
    }

    [Fact]
    public async Task Disconnect_after_the_end_does_nothing()
    {
        await Server.DisposeAsync();
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        await Client.DisconnectAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Dispose_closes_without_good_bye_and_may_be_repeated()
    {
        var publishing = Client.PublishAsync("a", default);
        await Server.ExpectAsync<PublishPacket>();
        await Client.DisposeAsync();
        await Client.DisposeAsync();
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publishing.WaitAsync(Patience));
        Assert.Null(await Server.NextAsync());
        await Client.Completion.WaitAsync(Patience);
    }
}
