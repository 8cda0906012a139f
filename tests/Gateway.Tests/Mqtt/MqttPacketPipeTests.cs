using System.IO.Pipelines;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttPacketPipeTests
{
    private readonly Pipe _pipe = new();
    private readonly MqttPacketPipe _packets;

    public MqttPacketPipeTests() => _packets = new MqttPacketPipe(_pipe.Reader, MqttLimits.Default);

    [Fact]
    public async Task Every_packet_in_every_cut_comes_through_once()
    {
        byte[] bytes = [.. PacketCases.All.SelectMany(packet => packet.Bytes)];
        for (var size = 1; size <= 40; size++)
        {
            var pipe = new Pipe();
            var reading = ReadAllAsync(new MqttPacketPipe(pipe.Reader, MqttLimits.Default));
            foreach (var part in bytes.Chunk(size)) await pipe.Writer.WriteAsync(part);
            await pipe.Writer.CompleteAsync();
            Assert.Equal(PacketCases.All.Select(packet => PacketText.Of(packet.Packet)), await reading.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Clean_end_is_no_half_packet()
    {
        await _pipe.Writer.WriteAsync(Convert.FromHexString("C000"));
        await _pipe.Writer.CompleteAsync();
        Assert.Equal(["PingReqPacket { Type = PingReq }"], await ReadAllAsync(_packets).WaitAsync(Patience));
        Assert.False(_packets.EndedInsidePacket);
    }

    [Fact]
    public async Task Half_a_packet_at_the_end_is_no_packet_and_is_noticed()
    {
        await _pipe.Writer.WriteAsync(Convert.FromHexString("C000" + "32050003"));
        await _pipe.Writer.CompleteAsync();
        Assert.Single(await ReadAllAsync(_packets).WaitAsync(Patience));
        Assert.True(_packets.EndedInsidePacket);
    }

    [Fact]
    public async Task Packets_left_in_the_buffer_are_not_waited_for()
    {
        await _pipe.Writer.WriteAsync(Convert.FromHexString("C000" + "E000"));
        Assert.True(await _packets.WaitToReadAsync(default));
        Assert.True(_packets.TryRead(out _));
        Assert.True(await _packets.WaitToReadAsync(default).AsTask().WaitAsync(Patience));
        Assert.True(_packets.TryRead(out var packet));
        Assert.IsType<DisconnectPacket>(packet);
    }

    [Fact]
    public async Task Limits_may_change_between_packets()
    {
        _packets.Limits = new MqttLimits { RemainingLengthMax = 6 };
        await _pipe.Writer.WriteAsync(Convert.FromHexString("30060003612F6201" + "30070003612F620102"));
        Assert.True(await _packets.WaitToReadAsync(default));
        Assert.True(_packets.TryRead(out _));
        _packets.Limits = new MqttLimits { RemainingLengthMax = 7 };
        Assert.True(_packets.TryRead(out _));
    }

    [Fact]
    public async Task Cancelled_read_is_said_so()
    {
        var waiting = _packets.WaitToReadAsync(default);
        _pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask().WaitAsync(Patience));
    }

    private static async Task<List<string>> ReadAllAsync(MqttPacketPipe packets)
    {
        var read = new List<string>();
        while (await packets.WaitToReadAsync(default))
            while (packets.TryRead(out var packet)) read.Add(PacketText.Of(packet));
        return read;
    }
}
