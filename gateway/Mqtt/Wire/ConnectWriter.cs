using System.Buffers;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Wire;

/// <summary>CONNECT, the one packet with optional parts. MQTT 3.1.1 section 3.1.</summary>
internal static class ConnectWriter
{
    // MQTT 3.1.1 section 3.1: CONNECT = 0x10, length, "MQTT", level (4), flags, keep alive (u16, seconds),
    //   client identifier, [will topic, will message if will], [user name if user name flag], [password if password flag]
    public static void Write(IBufferWriter<byte> output, ConnectPacket packet)
    {
        Check(packet);
        output.WriteHeader(MqttPacketType.Connect, 0, Bytes(packet));
        output.WriteString("MQTT");
        output.WriteByte(ConnectParser.ProtocolLevel);
        output.WriteByte((byte)FlagsOf(packet));
        output.WriteUInt16(packet.KeepAliveSeconds);
        output.WriteString(packet.ClientId);
        if (packet.Will is { } will)
        {
            output.WriteString(will.Topic);
            output.WriteBinary(will.Payload.Span);
        }
        if (packet.UserName is { } userName) output.WriteString(userName);
        if (packet.Password is { } password) output.WriteBinary(password.Span);
    }

    private static void Check(ConnectPacket packet)
    {
        if (packet.Password is not null && packet.UserName is null)
            throw new ArgumentException("a password needs a user name (MQTT-3.1.2-22)", nameof(packet));
        if (packet.ClientId.Length == 0 && !packet.CleanSession)
            throw new ArgumentException("a session that is kept needs a client identifier (MQTT-3.1.3-7)", nameof(packet));
    }

    private static long Bytes(ConnectPacket packet)
    {
        long bytes = FieldWriter.StringBytes("MQTT") + 1 + 1 + sizeof(ushort) + FieldWriter.StringBytes(packet.ClientId);
        if (packet.Will is { } will) bytes += FieldWriter.TopicNameBytes(will.Topic) + FieldWriter.BinaryBytes(will.Payload);
        if (packet.UserName is { } userName) bytes += FieldWriter.StringBytes(userName);
        if (packet.Password is { } password) bytes += FieldWriter.BinaryBytes(password);
        return bytes;
    }

    private static ConnectFlags FlagsOf(ConnectPacket packet)
    {
        var flags = ConnectFlags.None;
        if (packet.CleanSession) flags |= ConnectFlags.CleanSession;
        if (packet.UserName is not null) flags |= ConnectFlags.UserName;
        if (packet.Password is not null) flags |= ConnectFlags.Password;
        if (packet.Will is not { } will) return flags;
        return flags | ConnectFlags.Will | (ConnectFlags)((int)will.Qos << 3) | (will.Retain ? ConnectFlags.WillRetain : ConnectFlags.None);
    }
}
