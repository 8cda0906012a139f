using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Topics;

namespace Gateway.Mqtt.Wire;

/// <summary>Writes the fields that packets are made of.</summary>
internal static class FieldWriter
{
    /// <summary>MQTT 3.1.1 section 2.2.3, table 2.4: the largest length that four bytes can say.</summary>
    private const int RemainingLengthMax = 268_435_455;

    // MQTT 3.1.1 section 2.2: fixed header = type (4 bits), flags (4 bits), remaining length (1 to 4 bytes of 7 bits)
    public static void WriteHeader(this IBufferWriter<byte> output, MqttPacketType type, int flags, long remainingLength)
    {
        if (remainingLength > RemainingLengthMax)
            throw new ArgumentException($"{type} of {remainingLength} bytes; MQTT carries at most {RemainingLengthMax}");
        var span = output.GetSpan(5);
        span[0] = (byte)(((int)type << 4) | flags);
        var (length, at) = ((uint)remainingLength, 1);
        for (; length >= 0x80; length >>= 7) span[at++] = (byte)(length | 0x80);
        span[at++] = (byte)length;
        output.Advance(at);
    }

    public static void WriteByte(this IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    // MQTT 3.1.1 section 1.5.2: integer = most significant byte, least significant byte
    public static void WriteUInt16(this IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), checked((ushort)value));
        output.Advance(2);
    }

    // MQTT 3.1.1 section 2.3.1: packet identifier = u16, not 0
    public static void WritePacketId(this IBufferWriter<byte> output, ushort packetId)
    {
        ArgumentOutOfRangeException.ThrowIfZero(packetId);
        output.WriteUInt16(packetId);
    }

    // MQTT 3.1.1 section 1.5.3: string = length (u16), UTF-8
    public static void WriteString(this IBufferWriter<byte> output, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        output.WriteUInt16(bytes);
        Encoding.UTF8.GetBytes(text, output.GetSpan(bytes));
        output.Advance(bytes);
    }

    // MQTT 3.1.1 sections 3.1.3.3 and 3.1.3.5: binary data = length (u16), bytes
    public static void WriteBinary(this IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        output.WriteUInt16(bytes.Length);
        output.Write(bytes);
    }

    /// <summary>The size of a string field, in bytes, once the text is known to be one that MQTT can carry.</summary>
    /// <exception cref="ArgumentException">Longer than 65_535 bytes, half a surrogate pair, or U+0000.</exception>
    public static int StringBytes(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > ushort.MaxValue) throw new ArgumentException($"text of {bytes} bytes; MQTT carries at most {ushort.MaxValue}");
        if (text.Contains('\0') || !MqttTopicName.IsWellFormed(text))
            throw new ArgumentException("text with U+0000 or half a surrogate pair; MQTT carries neither (1.5.3)");
        return sizeof(ushort) + bytes;
    }

    /// <summary>The size of a binary field, in bytes.</summary>
    /// <exception cref="ArgumentException">Longer than 65_535 bytes.</exception>
    public static int BinaryBytes(ReadOnlyMemory<byte> bytes) => bytes.Length <= ushort.MaxValue
        ? sizeof(ushort) + bytes.Length
        : throw new ArgumentException($"{bytes.Length} bytes where MQTT carries at most {ushort.MaxValue}");

    /// <summary>Checked before a byte is written, so that a wrong topic leaves the output as it was.</summary>
    /// <exception cref="ArgumentException">Not a topic name.</exception>
    public static int TopicNameBytes(string topic) => MqttTopicName.IsValid(topic)
        ? StringBytes(topic)
        : throw new ArgumentException("a topic name has 1 to 65,535 bytes of UTF-8, no wildcards and no U+0000 (4.7)");

    /// <inheritdoc cref="TopicNameBytes"/>
    public static int TopicFilterBytes(string filter) => MqttTopicFilter.IsValid(filter)
        ? StringBytes(filter)
        : throw new ArgumentException("a topic filter has '#' only as its last level and '+' only as a whole level (4.7.1)");
}
