using Gateway.Mqtt;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>What a hostile or broken peer sends: it is closed, nothing is stored, and others are served as before.</summary>
public sealed class BadInputTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        await _gateway.EnrollAsync("dev1", "dev2");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F })] // CONNECT with a remaining length of 256 MB, the most that MQTT can say
    [InlineData(new byte[] { 0x10, 0x80, 0x80, 0x80, 0x80, 0x04 })] // 1 GB: five length bytes
    [InlineData(new byte[] { 0x10, 0x81, 0x80, 0x04 })] // one byte more than a CONNECT may have here (64 KiB)
    [InlineData(new byte[] { 0xC0, 0x00 })] // PINGREQ before CONNECT
    [InlineData(new byte[] { 0x47, 0x45, 0x54, 0x20, 0x2F, 0x0D, 0x0A })] // GET /
    [InlineData(new byte[] { 0x00, 0x00 })]
    [InlineData(new byte[] { 0x10, 0x02, 0x00, 0x00 })]
    public async Task A_first_packet_that_is_no_connect_is_closed(byte[] bytes)
    {
        await using var peer = await RawDevice.OpenAsync(_gateway);

        await peer.SendAsync(bytes);

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(1, _gateway.Counters.Violations);
        await OthersAreServedAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0x7F })] // PUBLISH of 256 MB
    [InlineData(new byte[] { 0x30, 0x80, 0x80, 0x80, 0x80, 0x04 })] // 1 GB
    [InlineData(new byte[] { 0xDE, 0xAD, 0xBE, 0xEF, 0xDE, 0xAD })] // garbage
    [InlineData(new byte[] { 0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01 })] // QoS 3
    [InlineData(new byte[] { 0x32, 0x05, 0x00, 0x01, 0x61, 0x00, 0x00 })] // packet id 0
    [InlineData(new byte[] { 0x30, 0x04, 0x00, 0x02, 0xC3, 0x28 })] // a topic of ill-formed UTF-8
    [InlineData(new byte[] { 0x30, 0x05, 0x00, 0x03, 0xED, 0xA0, 0x80 })] // a surrogate in a topic
    [InlineData(new byte[] { 0x20, 0x02, 0x00, 0x00 })] // CONNACK from a client
    [InlineData(new byte[] { 0x40, 0x02, 0x00, 0x01 })] // PUBACK for nothing
    public async Task Garbage_after_connect_is_closed(byte[] bytes)
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        await peer.SendAsync(bytes);

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal((1, 0), (_gateway.Counters.Violations, _gateway.Counters.Received));
        await OthersAreServedAsync();
    }

    [Fact]
    public async Task A_second_connect_is_closed()
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        await peer.SendAsync(RawDevice.ConnectBytes(_gateway.Device("dev1")));

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(1, _gateway.Counters.Violations);
    }

    [Fact]
    public async Task Another_protocol_level_is_answered_with_1_and_closed()
    {
        await using var peer = await RawDevice.OpenAsync(_gateway);
        var connect = RawDevice.ConnectBytes(_gateway.Device("dev1"));
        connect[Array.IndexOf(connect, (byte)'T') + 2] = 5;

        await peer.SendAsync(connect);

        Assert.Equal([0x20, 2, 0, (byte)MqttConnectReturnCode.UnacceptableProtocolLevel], await peer.ReadToEndAsync());
    }

    [Fact]
    public async Task A_second_connect_of_another_protocol_level_is_closed_without_a_second_answer()
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));
        var connect = RawDevice.ConnectBytes(_gateway.Device("dev1"));
        connect[Array.IndexOf(connect, (byte)'T') + 2] = 5;

        await peer.SendAsync(connect);

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(1, _gateway.Counters.Violations);
    }

    [Theory]
    [InlineData("devices/dev2/messages/events/")]
    [InlineData("devices/DEV1/messages/events/")]
    [InlineData("devices/dev1/messages/devicebound/")]
    [InlineData("devices/dev1/modules/mod1/messages/events/")]
    [InlineData("$iothub/twin/GET/")]
    [InlineData("$iothub/twin/PATCH/properties/desired/?$rid=1")]
    [InlineData("$dps/registrations/PUT/iotdps-register/?$rid=1")]
    [InlineData("hello")]
    public async Task A_topic_that_is_not_its_own_closes_the_connection_and_stores_nothing(string topic)
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        await peer.SendAsync(RawDevice.PublishBytes(topic, "x", 1));

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal((1, 0), (_gateway.Counters.Violations, _gateway.Counters.Stored));
        await OthersAreServedAsync();
    }

    [Fact]
    public async Task QoS_2_closes_the_connection()
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        await peer.SendAsync(RawDevice.PublishBytes("devices/dev1/messages/events/", "x", 1, MqttQos.ExactlyOnce));

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(0, _gateway.Counters.Stored);
    }

    [Fact]
    public async Task Half_a_packet_is_not_taken_for_one()
    {
        await using (var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1")))
            await peer.SendAsync(RawDevice.PublishBytes("devices/dev1/messages/events/", "a long enough body", 1)[..^1]);

        await OthersAreServedAsync();
        Assert.Equal((1, 1), (_gateway.Counters.Received, _gateway.Counters.Stored));
    }

    [Fact]
    public async Task A_packet_in_single_bytes_is_taken_for_one()
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        foreach (var octet in RawDevice.PublishBytes("devices/dev1/messages/events/", "x", 7)) await peer.SendAsync(octet);

        Assert.Equal([0x40, 2, 0, 7], await peer.ReadAsync(4));
    }

    [Fact]
    public async Task A_packet_at_the_limit_is_taken_and_one_byte_more_is_not()
    {
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));

        await peer.SendAsync(RawDevice.PublishBytes("devices/dev1/messages/events/", new string('x', 262_144), 1));
        Assert.Equal([0x40, 2, 0, 1], await peer.ReadAsync(4));
        await peer.SendAsync(RawDevice.PublishBytes("devices/dev1/messages/events/", new string('x', 262_145), 2));

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(1, _gateway.Counters.Stored);
    }

    /// <summary>Microsoft, "IoT Hub quotas and throttling": 256 KB of device-to-cloud message, its properties included.</summary>
    [Fact]
    public async Task Properties_count_in_a_messages_size_also_under_the_longest_topic()
    {
        const string root = "devices/dev1/messages/events/";
        await using var peer = await RawDevice.ConnectAsync(_gateway, _gateway.Device("dev1"));
        var value = new string('x', ushort.MaxValue - root.Length - 2);
        var bodyBytesMax = 262_144 - 1 - value.Length;

        await peer.SendAsync(RawDevice.PublishBytes(root + "a=" + value, new string('x', bodyBytesMax), 1));
        Assert.Equal([0x40, 2, 0, 1], await peer.ReadAsync(4));
        await peer.SendAsync(RawDevice.PublishBytes(root + "a=" + value, new string('x', bodyBytesMax + 1), 2));

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Equal(1, _gateway.Counters.Stored);
    }

    private async Task OthersAreServedAsync()
    {
        await using var other = await _gateway.ConnectAsync("dev2");
        await other.SendTelemetryAsync("dev2", "still here");
    }
}
