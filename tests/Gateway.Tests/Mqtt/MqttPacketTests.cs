using System.Buffers;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Wire;

namespace Gateway.Tests.Mqtt;

public sealed class MqttPacketTests
{
    public static TheoryData<string> Packets => PacketCases.Names;

    [Fact]
    public void Every_packet_type_has_a_case() =>
        Assert.Equal(Enum.GetValues<MqttPacketType>(), PacketCases.All.Select(packet => packet.Packet.Type).Distinct());

    [Theory, MemberData(nameof(Packets))]
    public void Packet_is_written_as_the_standard_says(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketCases.Named(name).Write(output);
        Assert.Equal(Convert.ToHexString(PacketCases.Named(name).Bytes), Convert.ToHexString(output.WrittenSpan));
    }

    [Theory, MemberData(nameof(Packets))]
    public void Packet_is_read_as_the_standard_says(string name)
    {
        var buffer = new ReadOnlySequence<byte>(PacketCases.Named(name).Bytes);
        Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out var packet));
        Assert.Equal(PacketText.Of(PacketCases.Named(name).Packet), PacketText.Of(packet));
        Assert.True(buffer.IsEmpty);
    }

    [Theory, MemberData(nameof(Packets))]
    public void Packet_cut_anywhere_waits_for_the_rest(string name)
    {
        var bytes = PacketCases.Named(name).Bytes;
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var half = new ReadOnlySequence<byte>(bytes, 0, cut);
            Assert.False(MqttPacketReader.TryRead(ref half, MqttLimits.Default, out var packet), $"{name} cut at {cut}");
            Assert.Null(packet);
            Assert.Equal(cut, half.Length);
        }
    }

    [Theory, MemberData(nameof(Packets))]
    public void Packet_in_two_segments_is_read_whole(string name)
    {
        var expected = PacketCases.Named(name);
        for (var cut = 1; cut < expected.Bytes.Length; cut++) AssertReads(expected, Segments.CutAt(expected.Bytes, cut), $"cut at {cut}");
    }

    [Theory, MemberData(nameof(Packets))]
    public void Packet_in_segments_of_one_byte_is_read_whole(string name) =>
        AssertReads(PacketCases.Named(name), Segments.ByteByByte(PacketCases.Named(name).Bytes), "byte by byte");

    [Fact]
    public void Packets_back_to_back_are_read_one_by_one()
    {
        var buffer = Segments.ByteByByte([.. PacketCases.All.SelectMany(packet => packet.Bytes)]);
        foreach (var expected in PacketCases.All)
        {
            Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out var packet), expected.Name);
            Assert.Equal(PacketText.Of(expected.Packet), PacketText.Of(packet));
        }
        Assert.True(buffer.IsEmpty);
    }

    // MQTT 3.1.1 section 2.2.3, table 2.4: the first and the last length of one, two, three and four bytes
    [Theory]
    [InlineData(2, "02")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void Remaining_length_has_as_many_bytes_as_it_needs(int length, string hex)
    {
        var output = new ArrayBufferWriter<byte>();
        output.WriteHeader(MqttPacketType.Publish, 0, length);
        Assert.Equal($"30{hex}", Convert.ToHexString(output.WrittenSpan));

        var limits = new MqttLimits { RemainingLengthMax = length };
        Assert.True(FixedHeader.TryRead(new(output.WrittenMemory), limits, out var header));
        Assert.Equal(new FixedHeader(MqttPacketType.Publish, 0, length, output.WrittenCount), header);
        limits = new MqttLimits { RemainingLengthMax = length - 1 };
        Assert.Throws<MqttProtocolViolationException>(() => FixedHeader.TryRead(new(output.WrittenMemory), limits, out _));
    }

    [Fact]
    public void Publish_payload_is_a_part_of_the_buffer_and_no_copy()
    {
        byte[] bytes = [.. PacketCases.All.Single(packet => packet.Name.StartsWith("PUBLISH QoS 1", StringComparison.Ordinal)).Bytes];
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out var packet));
        bytes[^1] = 0x99;
        Assert.Equal(0x99, Assert.IsType<PublishPacket>(packet).Payload.FirstSpan[^1]);
    }

    [Fact]
    public void Password_appears_in_no_text_form_of_connect()
    {
        var connect = new ConnectPacket { ClientId = "kitchen", UserName = "hub/kitchen", Password = "SharedAccessSignature"u8.ToArray() };
        Assert.Equal("CONNECT kitchen, clean session True, keep-alive 0 s", connect.ToString());
    }

    private static void AssertReads(PacketCase expected, ReadOnlySequence<byte> buffer, string how)
    {
        Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out var packet), $"{expected.Name}, {how}");
        Assert.Equal($"{how}: {PacketText.Of(expected.Packet)}", $"{how}: {PacketText.Of(packet)}");
        Assert.True(buffer.IsEmpty);
    }
}
