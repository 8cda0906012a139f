using System.Buffers;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Wire;

/// <summary>The first two to five bytes of a packet. MQTT 3.1.1 section 2.2.</summary>
internal readonly record struct FixedHeader(MqttPacketType Type, byte Flags, int RemainingLength, int HeaderBytes)
{
    /// <summary>The most length bytes. MQTT 3.1.1 section 2.2.3, table 2.4.</summary>
    private const int LengthBytesMax = 4;

    /// <summary>
    /// Reads the header where enough of it is there. Type, flags and length are judged as soon as their bytes are seen, so that
    /// nothing is buffered for a packet that will be refused.
    /// </summary>
    /// <returns>False while bytes are missing.</returns>
    /// <exception cref="MqttProtocolViolationException">The header is malformed or above the limits.</exception>
    public static bool TryRead(in ReadOnlySequence<byte> buffer, MqttLimits limits, out FixedHeader header)
    {
        header = default;
        var bytes = new SequenceReader<byte>(buffer);
        if (!bytes.TryRead(out var first)) return false;
        var type = TypeOf(first);
        if (!TryReadLength(ref bytes, limits.RemainingLengthMax, out var length)) return false;
        CheckLength(type, length);
        header = new FixedHeader(type, (byte)(first & 0x0F), length, (int)bytes.Consumed);
        return true;
    }

    // MQTT 3.1.1 sections 2.2.1 and 2.2.2: packet type (4 bits), flags (4 bits); table 2.2 says which flags are reserved
    private static MqttPacketType TypeOf(byte first)
    {
        var (type, flags) = ((MqttPacketType)(first >> 4), first & 0x0F);
        if (type is 0 or > MqttPacketType.Disconnect)
            throw new MqttProtocolViolationException($"packet type {(int)type} is reserved (2.2.1)");
        if (type == MqttPacketType.Publish) return type;
        var expected = type is MqttPacketType.PubRel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe ? 0b0010 : 0;
        if (flags != expected) throw new MqttProtocolViolationException($"{type} with reserved flags 0x{flags:X} (MQTT-2.2.2-2)");
        return type;
    }

    // MQTT 3.1.1 section 2.2.3: remaining length = 1 to 4 bytes, 7 bits each, least significant first, 0x80 = another byte follows
    private static bool TryReadLength(ref SequenceReader<byte> bytes, int max, out int length)
    {
        length = 0;
        for (var n = 0; n < LengthBytesMax; n++)
        {
            if (!bytes.TryRead(out var next)) return false;
            length |= (next & 0x7F) << (7 * n);
            if (length > max)
                throw new MqttProtocolViolationException($"remaining length of at least {length} is above the limit of {max}");
            if (next < 0x80) return true;
        }
        throw new MqttProtocolViolationException("remaining length is longer than four bytes (2.2.3)");
    }

    private static void CheckLength(MqttPacketType type, int length)
    {
        var (min, max) = type switch
        {
            MqttPacketType.PingReq or MqttPacketType.PingResp or MqttPacketType.Disconnect => (0, 0),
            MqttPacketType.ConnAck or MqttPacketType.UnsubAck => (2, 2),
            >= MqttPacketType.PubAck and <= MqttPacketType.PubComp => (2, 2),
            _ => (2, int.MaxValue),
        };
        if (length < min || length > max) throw new MqttProtocolViolationException($"{type} with a remaining length of {length}");
    }
}
