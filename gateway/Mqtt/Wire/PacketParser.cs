using System.Buffers;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Topics;

namespace Gateway.Mqtt.Wire;

/// <summary>Fields into packets, one function for each packet, each below its grammar. MQTT 3.1.1 chapter 3.</summary>
internal static class PacketParser
{
    public static MqttPacket Parse(in FixedHeader header, in ReadOnlySequence<byte> fields, MqttLimits limits)
    {
        var reader = new FieldReader(fields);
        MqttPacket packet = header.Type switch
        {
            MqttPacketType.Connect => ConnectParser.Parse(ref reader),
            MqttPacketType.ConnAck => ConnAck(ref reader),
            MqttPacketType.Publish => Publish(header.Flags, ref reader),
            MqttPacketType.PubAck => new PubAckPacket(reader.ReadPacketId()),
            MqttPacketType.PubRec => new PubRecPacket(reader.ReadPacketId()),
            MqttPacketType.PubRel => new PubRelPacket(reader.ReadPacketId()),
            MqttPacketType.PubComp => new PubCompPacket(reader.ReadPacketId()),
            MqttPacketType.Subscribe => Subscribe(ref reader, limits.TopicFiltersMax),
            MqttPacketType.SubAck => SubAck(ref reader, limits.TopicFiltersMax),
            MqttPacketType.Unsubscribe => Unsubscribe(ref reader, limits.TopicFiltersMax),
            MqttPacketType.UnsubAck => new UnsubAckPacket(reader.ReadPacketId()),
            MqttPacketType.PingReq => PingReqPacket.Instance,
            MqttPacketType.PingResp => PingRespPacket.Instance,
            _ => DisconnectPacket.Instance,
        };
        reader.ExpectEnd();
        return packet;
    }

    // MQTT 3.1.1 section 3.2: CONNACK = 0x20, 2, session present (bit 0; bits 7-1 reserved), return code (0 to 5)
    private static ConnAckPacket ConnAck(ref FieldReader fields)
    {
        var (flags, code) = (fields.ReadByte(), fields.ReadByte());
        if (flags > 1) throw new MqttProtocolViolationException($"CONNACK with reserved flags 0x{flags:X2} (3.2.2.1)");
        if (code > (byte)MqttConnectReturnCode.NotAuthorized)
            throw new MqttProtocolViolationException($"CONNACK with code {code} (3.2.2.3)");
        if (flags == 1 && code != 0) throw new MqttProtocolViolationException("CONNACK refuses with a session present (MQTT-3.2.2-4)");
        return new ConnAckPacket(flags == 1, (MqttConnectReturnCode)code);
    }

    // MQTT 3.1.1 section 3.3: PUBLISH = 0x30 | DUP << 3 | QoS << 1 | RETAIN, length, topic name, [packet identifier if QoS > 0], payload
    private static PublishPacket Publish(byte flags, ref FieldReader fields)
    {
        var qos = QosOf((flags >> 1) & 0b11, "MQTT-3.3.1-4");
        var duplicate = (flags & 0b1000) != 0;
        if (duplicate && qos == MqttQos.AtMostOnce) throw new MqttProtocolViolationException("PUBLISH with DUP and QoS 0 (MQTT-3.3.1-2)");
        return new PublishPacket
        {
            Topic = TopicName(ref fields),
            Qos = qos,
            PacketId = qos == MqttQos.AtMostOnce ? (ushort)0 : fields.ReadPacketId(),
            Retain = (flags & 0b0001) != 0,
            Duplicate = duplicate,
            Payload = fields.ReadRest(),
        };
    }

    // MQTT 3.1.1 section 3.8: SUBSCRIBE = 0x82, length, packet identifier, 1*(topic filter, requested QoS (bits 7-2 reserved))
    private static SubscribePacket Subscribe(ref FieldReader fields, int max)
    {
        var packetId = fields.ReadPacketId();
        var subscriptions = new List<MqttSubscription>(1);
        do
        {
            CheckCount(subscriptions.Count, max);
            subscriptions.Add(new MqttSubscription(TopicFilter(ref fields), QosOf(fields.ReadByte(), "MQTT-3.8.3-4")));
        }
        while (!fields.AtEnd);
        return new SubscribePacket(packetId, subscriptions);
    }

    // MQTT 3.1.1 section 3.9: SUBACK = 0x90, length, packet identifier, 1*return code (0, 1, 2, 0x80)
    private static SubAckPacket SubAck(ref FieldReader fields, int max)
    {
        var packetId = fields.ReadPacketId();
        var codes = new List<MqttSubAckReturnCode>(1);
        do
        {
            CheckCount(codes.Count, max);
            var code = fields.ReadByte();
            if (code is > 2 and not 0x80) throw new MqttProtocolViolationException($"SUBACK with code 0x{code:X2} (MQTT-3.9.3-2)");
            codes.Add((MqttSubAckReturnCode)code);
        }
        while (!fields.AtEnd);
        return new SubAckPacket(packetId, codes);
    }

    // MQTT 3.1.1 section 3.10: UNSUBSCRIBE = 0xA2, length, packet identifier, 1*topic filter
    private static UnsubscribePacket Unsubscribe(ref FieldReader fields, int max)
    {
        var packetId = fields.ReadPacketId();
        var filters = new List<string>(1);
        do
        {
            CheckCount(filters.Count, max);
            filters.Add(TopicFilter(ref fields));
        }
        while (!fields.AtEnd);
        return new UnsubscribePacket(packetId, filters);
    }

    public static string TopicName(ref FieldReader fields)
    {
        var topic = fields.ReadString();
        return MqttTopicName.IsValid(topic)
            ? topic
            : throw new MqttProtocolViolationException("a topic name is empty or has wildcards (MQTT-4.7.3-1, MQTT-3.3.2-2)");
    }

    public static MqttQos QosOf(int bits, string rule) =>
        bits <= 2 ? (MqttQos)bits : throw new MqttProtocolViolationException($"QoS bits 0x{bits:X} are reserved ({rule})");

    private static string TopicFilter(ref FieldReader fields)
    {
        var filter = fields.ReadString();
        return MqttTopicFilter.IsValid(filter)
            ? filter
            : throw new MqttProtocolViolationException("a topic filter is empty or misplaces a wildcard (4.7.1)");
    }

    private static void CheckCount(int count, int max)
    {
        if (count >= max) throw new MqttProtocolViolationException($"more than {max} topic filters in one packet");
    }
}
