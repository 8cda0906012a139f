using System.Buffers;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Wire;

/// <summary>CONNECT, the one packet with optional parts. MQTT 3.1.1 section 3.1.</summary>
internal static class ConnectParser
{
    /// <summary>MQTT 3.1.1 section 3.1.2.2: the protocol level of version 3.1.1.</summary>
    public const byte ProtocolLevel = 4;

    // MQTT 3.1.1 section 3.1: CONNECT = 0x10, length, "MQTT", level (4), flags, keep alive (u16, seconds),
    //   client identifier, [will topic, will message if will], [user name if user name flag], [password if password flag]
    public static ConnectPacket Parse(ref FieldReader fields)
    {
        ReadProtocol(ref fields);
        var flags = (ConnectFlags)fields.ReadByte();
        Check(flags);
        var keepAlive = fields.ReadUInt16();
        return new ConnectPacket
        {
            CleanSession = flags.HasFlag(ConnectFlags.CleanSession),
            KeepAliveSeconds = keepAlive,
            ClientId = ClientId(ref fields, flags),
            Will = flags.HasFlag(ConnectFlags.Will) ? Will(ref fields, flags) : null,
            UserName = flags.HasFlag(ConnectFlags.UserName) ? fields.ReadString() : null,
            Password = flags.HasFlag(ConnectFlags.Password) ? fields.ReadBinary().ToArray() : default(ReadOnlyMemory<byte>?),
        };
    }

    private static void ReadProtocol(ref FieldReader fields)
    {
        var name = fields.ReadString();
        if (name != "MQTT") throw new MqttProtocolViolationException("CONNECT with another protocol's name (MQTT-3.1.2-1)");
        var level = fields.ReadByte();
        if (level == ProtocolLevel) return;
        throw new MqttProtocolViolationException(
            $"protocol level {level} where 4 is spoken (MQTT-3.1.2-2)", MqttConnectReturnCode.UnacceptableProtocolLevel);
    }

    private static void Check(ConnectFlags flags)
    {
        if (flags.HasFlag(ConnectFlags.Reserved)) throw new MqttProtocolViolationException("CONNECT with the reserved flag (MQTT-3.1.2-3)");
        if (!flags.HasFlag(ConnectFlags.Will) && (flags & (ConnectFlags.WillQos | ConnectFlags.WillRetain)) != 0)
            throw new MqttProtocolViolationException("CONNECT says how to publish a will and has none (MQTT-3.1.2-11)");
        if (flags.HasFlag(ConnectFlags.Password) && !flags.HasFlag(ConnectFlags.UserName))
            throw new MqttProtocolViolationException("CONNECT with a password and no user name (MQTT-3.1.2-22)");
    }

    private static string ClientId(ref FieldReader fields, ConnectFlags flags)
    {
        var clientId = fields.ReadString();
        if (clientId.Length > 0 || flags.HasFlag(ConnectFlags.CleanSession)) return clientId;
        throw new MqttProtocolViolationException(
            "CONNECT asks for a session to be kept and has no client identifier (MQTT-3.1.3-8)", MqttConnectReturnCode.IdentifierRejected);
    }

    private static MqttWill Will(ref FieldReader fields, ConnectFlags flags)
    {
        var qos = PacketParser.QosOf((int)(flags & ConnectFlags.WillQos) >> 3, "MQTT-3.1.2-14");
        var topic = PacketParser.TopicName(ref fields);
        return new MqttWill(topic, fields.ReadBinary().ToArray(), qos, flags.HasFlag(ConnectFlags.WillRetain));
    }
}
