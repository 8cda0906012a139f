using System.Buffers;
using Gateway.Mqtt;

namespace Gateway.Tests.Mqtt;

/// <summary>What must be refused, and by which bytes at the latest: each row is as short as the refusal allows.</summary>
public sealed class MqttMalformedPacketTests
{
    [Theory]
    [InlineData("type 0", "00", "reserved")]
    [InlineData("type 15", "F0", "reserved")]
    [InlineData("CONNECT with flags", "11", "flags")]
    [InlineData("CONNACK with flags", "28", "flags")]
    [InlineData("PUBACK with flags", "42", "flags")]
    [InlineData("PUBREL without its flag", "60", "flags")]
    [InlineData("SUBSCRIBE without its flag", "80", "flags")]
    [InlineData("UNSUBSCRIBE without its flag", "A0", "flags")]
    [InlineData("PINGREQ with flags", "C1", "flags")]
    [InlineData("DISCONNECT with flags", "E8", "flags")]
    [InlineData("an HTTP request", "474554202F20485454502F312E31", "flags")]
    [InlineData("a TLS hello", "16030100", "flags")]
    public void First_byte_is_judged_alone(string what, string hex, string says) => AssertRefused(what, hex, says);

    [Theory]
    [InlineData("1 GB: five length bytes", "30 80 80 80 80", "four bytes")]
    [InlineData("1 GB: the fourth byte says that a fifth follows", "30 FF FF FF FF", "limit")]
    [InlineData("256 MB", "30 FF FF FF 7F", "limit")]
    [InlineData("one above the limit of 327,683", "30 84 80 14", "limit")]
    [InlineData("CONNECT of 256 MB", "10 FF FF FF 7F", "limit")]
    [InlineData("PINGREQ with content", "C0 01", "remaining length of 1")]
    [InlineData("DISCONNECT with content", "E0 02", "remaining length of 2")]
    [InlineData("PUBACK of 3 bytes", "40 03", "remaining length of 3")]
    [InlineData("PUBACK of 1 byte", "40 01", "remaining length of 1")]
    [InlineData("CONNACK of 0 bytes", "20 00", "remaining length of 0")]
    [InlineData("UNSUBACK of 3 bytes", "B0 03", "remaining length of 3")]
    [InlineData("PUBLISH of 1 byte", "30 01", "remaining length of 1")]
    public void Length_is_judged_before_the_packet_is_buffered(string what, string hex, string says) => AssertRefused(what, hex, says);

    [Theory]
    [InlineData("another protocol's name", "10 0D 00044D515455 04 02 0000 0001 61", "name")]
    [InlineData("MQTT 3.1", "10 0F 00064D5149736470 03 02 0000 0001 61", "name")]
    [InlineData("the reserved flag", "10 0D 00044D515454 04 03 0000 0001 61", "MQTT-3.1.2-3")]
    [InlineData("a will QoS without will", "10 0D 00044D515454 04 0A 0000 0001 61", "MQTT-3.1.2-11")]
    [InlineData("a retained will without will", "10 0D 00044D515454 04 22 0000 0001 61", "MQTT-3.1.2-11")]
    [InlineData("will QoS 3", "10 12 00044D515454 04 1E 0000 0001 61 0001 77 0000", "MQTT-3.1.2-14")]
    [InlineData("a will topic with a wildcard", "10 12 00044D515454 04 06 0000 0001 61 0001 23 0000", "wildcards")]
    [InlineData("a password without user name", "10 10 00044D515454 04 42 0000 0001 61 0001 70", "MQTT-3.1.2-22")]
    [InlineData("no room for the user name it announces", "10 0D 00044D515454 04 82 0000 0001 61", "beyond the end")]
    [InlineData("no room for keep alive", "10 09 00044D515454 04 02 00", "beyond the end")]
    [InlineData("a client id longer than the packet", "10 0D 00044D515454 04 02 0000 0002 61", "beyond the end")]
    [InlineData("garbage behind its last field", "10 0F 00044D515454 04 02 0000 0001 61 BEEF", "behind the last field")]
    [InlineData("a client id with U+0000", "10 0D 00044D515454 04 02 0000 0001 00", "U+0000")]
    [InlineData("a client id that is not UTF-8", "10 0D 00044D515454 04 02 0000 0001 FF", "UTF-8")]
    public void Connect_is_refused_for(string what, string hex, string says) => AssertRefused(what, hex, says);

    [Theory]
    [InlineData("level 3", "10 0D 00044D515454 03 02 0000 0001 61", MqttConnectReturnCode.UnacceptableProtocolLevel)]
    [InlineData("MQTT 5 with properties", "10 0E 00044D515454 05 02 0000 00 0001 61", MqttConnectReturnCode.UnacceptableProtocolLevel)]
    [InlineData("no client id, session kept", "10 0C 00044D515454 04 00 0000 0000", MqttConnectReturnCode.IdentifierRejected)]
    public void Connect_is_refused_with_a_connack_code_for(string what, string hex, MqttConnectReturnCode answer) =>
        Assert.Equal(answer, AssertRefused(what, hex, "").Answer);

    [Theory]
    [InlineData("CONNACK with reserved bits", "20 02 02 00", "flags")]
    [InlineData("CONNACK with code 6", "20 02 00 06", "code 6")]
    [InlineData("CONNACK that refuses with a session", "20 02 01 05", "MQTT-3.2.2-4")]
    [InlineData("PUBLISH with QoS 3", "36 07 0003 612F62 000A", "MQTT-3.3.1-4")]
    [InlineData("PUBLISH with DUP and QoS 0", "38 05 0003 612F62", "MQTT-3.3.1-2")]
    [InlineData("PUBLISH to nothing", "30 02 0000", "empty")]
    [InlineData("PUBLISH to a/+", "30 05 0003 612F2B", "wildcards")]
    [InlineData("PUBLISH to #", "30 03 0001 23", "wildcards")]
    [InlineData("PUBLISH to a topic longer than the packet", "30 05 0004 612F62", "beyond the end")]
    [InlineData("PUBLISH QoS 1 with packet id 0", "32 07 0003 612F62 0000", "identifier 0")]
    [InlineData("PUBLISH QoS 1 without packet id", "32 05 0003 612F62", "beyond the end")]
    [InlineData("PUBACK with packet id 0", "40 02 0000", "identifier 0")]
    [InlineData("SUBSCRIBE with packet id 0", "82 06 0000 0001 61 00", "identifier 0")]
    [InlineData("SUBSCRIBE to nothing", "82 02 000A", "beyond the end")]
    [InlineData("SUBSCRIBE without QoS", "82 05 000A 0001 61", "beyond the end")]
    [InlineData("SUBSCRIBE with QoS 3", "82 06 000A 0001 61 03", "MQTT-3.8.3-4")]
    [InlineData("SUBSCRIBE with reserved QoS bits", "82 06 000A 0001 61 40", "MQTT-3.8.3-4")]
    [InlineData("SUBSCRIBE to a/#/b", "82 0A 000A 0005 612F232F62 00", "wildcard")]
    [InlineData("SUBSCRIBE to an empty filter", "82 05 000A 0000 00", "empty")]
    [InlineData("SUBACK with code 3", "90 03 000A 03", "MQTT-3.9.3-2")]
    [InlineData("SUBACK without code", "90 02 000A", "beyond the end")]
    [InlineData("UNSUBSCRIBE from nothing", "A2 02 000A", "beyond the end")]
    [InlineData("UNSUBSCRIBE from a+", "A2 06 000A 0002 612B", "wildcard")]
    public void Refused_is(string what, string hex, string says) => AssertRefused(what, hex, says);

    // MQTT 3.1.1 section 1.5.3: what the Unicode standard (3.9, table 3-7) calls ill-formed
    [Theory]
    [InlineData("a lone continuation byte", "80")]
    [InlineData("a sequence cut short", "E282")]
    [InlineData("an overlong slash", "C0AF")]
    [InlineData("an overlong U+0000", "C080")]
    [InlineData("the surrogate U+D800", "EDA080")]
    [InlineData("the surrogate U+DFFF", "EDBFBF")]
    [InlineData("U+110000", "F4908080")]
    [InlineData("a byte that never occurs", "FE")]
    public void Topic_is_refused_that_has(string what, string hex)
    {
        var length = hex.Length / 2;
        AssertRefused(what, $"30{length + 2:X2}{length:X4}{hex}", "UTF-8");
    }

    [Fact]
    public void Garbage_behind_a_packet_is_refused_after_the_packet_was_read()
    {
        var buffer = Read("10 0D 00044D515454 04 02 0000 0001 61 DE AD BE EF");
        Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out _));
        Assert.Throws<MqttProtocolViolationException>(() => MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out _));
    }

    [Fact]
    public void Filters_are_counted()
    {
        var two = Read("82 0A 000A 0001 61 00 0001 62 00");
        var limits = new MqttLimits { TopicFiltersMax = 1 };
        var refusal = Assert.Throws<MqttProtocolViolationException>(() => MqttPacketReader.TryRead(ref two, limits, out _));
        Assert.Contains("more than 1 topic filters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Largest_message_of_an_iot_hub_passes_the_default_limits()
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WritePublish(output, new string('t', 65_535), new byte[262_144], MqttQos.AtLeastOnce, 1);
        var buffer = new ReadOnlySequence<byte>(output.WrittenMemory);
        Assert.True(MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out _));
    }

    private static MqttProtocolViolationException AssertRefused(string what, string hex, string says)
    {
        var buffer = Read(hex);
        var refusal = Assert.Throws<MqttProtocolViolationException>(() => MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out _));
        Assert.True(refusal.Message.Contains(says, StringComparison.Ordinal), $"{what}: {refusal.Message}");
        return refusal;
    }

    private static ReadOnlySequence<byte> Read(string hex) => new(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
}
