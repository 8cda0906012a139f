using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using Support;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientConnectTests
{
    [Fact]
    public async Task Connect_says_what_the_options_say()
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with
        {
            UserName = "hub/kitchen/?api-version=2021-04-12",
            Password = "SharedAccessSignature sr=ü",
            CleanSession = false,
            KeepAliveSeconds = 240,
            Will = new MqttWill("devices/kitchen/messages/events/", "gone"u8.ToArray(), MqttQos.AtLeastOnce, Retain: true),
        });
        await using var server = await emulator.AcceptAsync();
        var connect = await server.AcceptConnectAsync();
        await using var client = await connecting.WaitAsync(Patience);
        Assert.Equal(
            "CONNECT id=kitchen clean=False keepAlive=240 will=devices/kitchen/messages/events//676F6E65/AtLeastOnce/True " +
            "user=hub/kitchen/?api-version=2021-04-12 password=[5368617265644163636573735369676E61747572652073723DC3BC]",
            PacketText.Of(connect));
    }

    [Fact]
    public async Task Connect_without_password_sends_none()
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { UserName = "hub/kitchen" });
        await using var server = await emulator.AcceptAsync();
        Assert.Null((await server.AcceptConnectAsync()).Password);
        await using var client = await connecting.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_present_is_handed_on(bool present)
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options);
        await using var server = await emulator.AcceptAsync();
        await server.AcceptConnectAsync(present);
        await using var client = await connecting.WaitAsync(Patience);
        Assert.Equal(present, client.SessionPresent);
    }

    [Theory]
    [InlineData(MqttConnectReturnCode.UnacceptableProtocolLevel)]
    [InlineData(MqttConnectReturnCode.IdentifierRejected)]
    [InlineData(MqttConnectReturnCode.ServerUnavailable)]
    [InlineData(MqttConnectReturnCode.BadUserNameOrPassword)]
    [InlineData(MqttConnectReturnCode.NotAuthorized)]
    public async Task Refusal_names_the_code(MqttConnectReturnCode code)
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options);
        await using var server = await emulator.AcceptAsync();
        await server.ExpectAsync<ConnectPacket>();
        await server.SendAsync(output => MqttPacketWriter.WriteConnAck(output, code));
        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => connecting.WaitAsync(Patience));
        Assert.Equal(code, refusal.ReturnCode);
        Assert.Null(await server.NextAsync());
    }

    [Fact]
    public async Task Server_that_closes_in_place_of_an_answer_is_named()
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options);
        await using (var server = await emulator.AcceptAsync()) await server.ExpectAsync<ConnectPacket>();
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => connecting.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("474554202F20485454502F312E31")]
    [InlineData("D000")]
    [InlineData("3080808080")]
    public async Task Answer_that_is_no_connack_is_a_protocol_violation(string hex)
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options);
        await using var server = await emulator.AcceptAsync();
        await server.SendAsync(Convert.FromHexString(hex));
        await Assert.ThrowsAsync<MqttProtocolViolationException>(() => connecting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Silence_ends_at_the_connect_timeout()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { Clock = clock, ConnectTimeout = TimeSpan.FromSeconds(7) });
        await using var server = await emulator.AcceptAsync();
        await server.ExpectAsync<ConnectPacket>();
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(connecting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => connecting.WaitAsync(Patience));
        Assert.Contains("did not answer within 7 s", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_connect_closes_the_socket()
    {
        using var emulator = new MqttServerEmulator();
        using var cancellation = new CancellationTokenSource();
        var connecting = MqttClient.ConnectAsync(emulator.Options, cancellation.Token);
        await using var server = await emulator.AcceptAsync();
        await server.ExpectAsync<ConnectPacket>();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(Patience));
        Assert.Null(await server.NextAsync());
    }

    [Fact]
    public async Task Password_without_user_name_is_refused_before_a_byte_is_sent()
    {
        using var emulator = new MqttServerEmulator();
        var connecting = MqttClient.ConnectAsync(emulator.Options with { Password = "p" });
        await using var server = await emulator.AcceptAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => connecting.WaitAsync(Patience));
        Assert.Null(await server.NextAsync());
    }

    [Fact]
    public async Task Impossible_options_are_refused_before_anything_is_opened()
    {
        var options = new MqttClientOptions { Host = "0.0.0.0", Port = 1, ClientId = "kitchen" };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MqttClient.ConnectAsync(options with { InFlightMax = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MqttClient.ConnectAsync(options with { InFlightMax = 65_536 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MqttClient.ConnectAsync(options with { UnreadMessagesMax = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => MqttClient.ConnectAsync(options with { Tls = new() }));
    }
}
