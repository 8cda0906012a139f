using System.Net;
using System.Net.Sockets;
using Gateway.Host;
using Gateway.Host.Connections;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// One address that does its worst: it connects without end, holds connections without saying who it is, or says it a byte at a time.
/// Others are served meanwhile. The attacker comes from 127.0.0.2, which Linux has without setting it up.
/// </summary>
public sealed class FloodTests : IDisposable
{
    private static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.2");

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Ten_thousand_connects_from_one_address_leave_others_served()
    {
        await using var gateway = await StartAsync(limits => limits with { ConnectBurstMax = 100, ConnectsPerSecondMax = 10 });
        await using var kitchen = await gateway.ConnectAsync("kitchen");

        var flood = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FloodAsync(gateway, 2_500))));
        var newcomers = 0;
        do
        {
            await kitchen.SendTelemetryAsync("kitchen", "meanwhile");
            await using var offices = await gateway.ConnectAsync($"offices-{newcomers++}");
        }
        while (!flood.IsCompleted && newcomers < 10);

        await flood.WaitAsync(RunningGateway.Patience);
        Assert.True(gateway.Counters.TurnedAway > 9_000, $"{gateway.Counters.TurnedAway} were turned away");
    }

    [Fact]
    public async Task Connections_that_never_say_who_they_are_fill_their_addresss_places_only()
    {
        await using var gateway = await StartAsync(limits => limits with { HalfOpenPerAddressMax = 3 });
        var silent = new List<TcpClient>();
        for (var i = 0; i < 3; i++) silent.Add(await DialAsync(gateway.Host.MqttPort));

        using (var refused = await DialAsync(gateway.Host.HttpsPort!.Value)) Assert.Equal(0, await ReadAsync(refused));
        Assert.Equal(1, gateway.Counters.TurnedAway);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        await kitchen.SendTelemetryAsync("kitchen", "x");

        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Devices_that_said_who_they_are_take_no_place_of_the_half_open()
    {
        await using (var unlimited = await StartAsync(limits => limits)) await unlimited.EnrollAsync("kitchen", "offices");
        await using var gateway = await StartAsync(limits => limits with { HalfOpenPerAddressMax = 1, HalfOpenMax = 1 });
        await using var kitchen = await MqttClient.ConnectAsync(gateway.Device("kitchen"));
        await using var offices = await MqttClient.ConnectAsync(gateway.Device("offices"));
        using var deposit = await WebSocketDevice.OpenAsync(gateway);

        await deposit.SendAsync(RawDevice.ConnectBytes(gateway.Device("kitchen")));
        Assert.Equal([0x20, 2, 0, 0], await deposit.ReadAsync(4));

        await using var again = await MqttClient.ConnectAsync(gateway.Device("offices"));
        await again.SendTelemetryAsync("offices", "x");
    }

    [Fact]
    public async Task A_handshake_that_comes_a_byte_at_a_time_is_cut_off()
    {
        await using var gateway = await StartAsync(limits => limits with { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using var slow = await DialAsync(gateway.Host.MqttPort);

        // TLS 1.2 record header of a handshake of 512 bytes (RFC 8446 section 5.1), then ever the same byte.
        byte[] beginning = [0x16, 3, 1, 2, 0];
        foreach (var octet in beginning) await slow.GetStream().WriteAsync(new[] { octet });

        Assert.Equal(0, await ReadAsync(slow));
    }

    [Fact]
    public async Task A_connect_that_comes_a_byte_at_a_time_is_cut_off_at_its_time()
    {
        await using var gateway = await RunningGateway.StartAsync(
            _directory,
            options => options with { Limits = options.Limits with { WriteTimeout = TimeSpan.FromDays(1) } },
            new GatewaySeams { SystemClock = _clock });
        await gateway.EnrollAsync("kitchen");
        await using var slow = await RawDevice.OpenAsync(gateway);

        var reading = slow.ReadToEndAsync();
        foreach (var octet in RawDevice.ConnectBytes(gateway.Device("kitchen")).SkipLast(1))
        {
            if (reading.IsCompleted) break;
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Record.ExceptionAsync(() => slow.SendAsync(octet));
        }

        Assert.Empty(await reading);
        Assert.Equal(0, gateway.Counters.Received);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    public void Addresses_are_told_apart_and_a_64_of_ipv6_is_one(string first, string second, bool isLetIn)
    {
        var limits = new GatewayLimits { HalfOpenPerAddressMax = 1 };
        var gate = new ConnectionGate(limits, new GatewayCounters(), _clock);
        using var place = gate.TryEnter(IPAddress.Parse(first));

        using var other = gate.TryEnter(IPAddress.Parse(second));

        Assert.Equal(isLetIn, other is not null);
    }

    [Fact]
    public void A_place_is_given_up_once_and_taken_again()
    {
        var gate = new ConnectionGate(new GatewayLimits { HalfOpenMax = 1 }, new GatewayCounters(), _clock);
        var place = gate.TryEnter(IPAddress.Loopback)!;
        Assert.Null(gate.TryEnter(Attacker));

        place.Dispose();
        place.Dispose();

        using var next = gate.TryEnter(Attacker);
        Assert.NotNull(next);
        Assert.Null(gate.TryEnter(IPAddress.Loopback));
    }

    private static async Task FloodAsync(RunningGateway gateway, int connects)
    {
        for (var i = 0; i < connects; i++)
        {
            try
            {
                using var client = await DialAsync(gateway.Host.MqttPort);
                client.LingerState = new LingerOption(true, 0);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Turned away before the connect returned: an attempt like the others.
                continue;
            }
        }
    }

    private static async Task<TcpClient> DialAsync(int port)
    {
        var client = new TcpClient(new IPEndPoint(Attacker, 0));
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    // A reset is an end too.
    private static async Task<int> ReadAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(RunningGateway.Patience);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private Task<RunningGateway> StartAsync(Func<GatewayLimits, GatewayLimits> change) =>
        RunningGateway.StartAsync(_directory, options => options with { Limits = change(options.Limits) });
}
