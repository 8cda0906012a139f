using System.Buffers;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Wire;

namespace Gateway.Mqtt;

/// <summary>
/// Writes MQTT 3.1.1 packets, for servers and clients alike. Every function writes one whole packet or, with an exception, nothing.
/// Thread-safe as far as the output is.
/// </summary>
public static class MqttPacketWriter
{
    // MQTT 3.1.1 section 3.1: CONNECT = 0x10, length, "MQTT", level (4), flags, keep alive (u16, seconds),
    //   client identifier, [will topic, will message if will], [user name if user name flag], [password if password flag]

    /// <summary>Writes CONNECT.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packet">What the client says of itself.</param>
    /// <exception cref="ArgumentException">A field is too long or not what MQTT can carry; a password without a user name.</exception>
    public static void WriteConnect(IBufferWriter<byte> output, ConnectPacket packet) => ConnectWriter.Write(output, packet);

    // MQTT 3.1.1 section 3.2: CONNACK = 0x20, 2, session present (bit 0), return code

    /// <summary>Writes CONNACK.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="returnCode">Accepted, or why not.</param>
    /// <param name="sessionPresent">Whether a session had been kept; only with acceptance (MQTT-3.2.2-4).</param>
    /// <exception cref="ArgumentException">A refusal with a session present.</exception>
    public static void WriteConnAck(IBufferWriter<byte> output, MqttConnectReturnCode returnCode, bool sessionPresent = false)
    {
        if (sessionPresent && returnCode != MqttConnectReturnCode.Accepted)
            throw new ArgumentException("a refusal has no session present (MQTT-3.2.2-4)", nameof(sessionPresent));
        output.WriteHeader(MqttPacketType.ConnAck, 0, 2);
        output.WriteByte(sessionPresent ? (byte)1 : (byte)0);
        output.WriteByte((byte)returnCode);
    }

    // MQTT 3.1.1 section 3.3: PUBLISH = 0x30 | DUP << 3 | QoS << 1 | RETAIN, length, topic name, [packet identifier if QoS > 0], payload

    /// <summary>Writes PUBLISH.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="topic">The topic name.</param>
    /// <param name="payload">The message; copied.</param>
    /// <param name="qos">The QoS of this delivery.</param>
    /// <param name="packetId">In the range [1, 65_535]; 0 with QoS 0.</param>
    /// <param name="retain">Section 3.3.1.3.</param>
    /// <param name="duplicate">Whether this is a repetition; never with QoS 0.</param>
    /// <exception cref="ArgumentException">Topic, packet identifier and QoS do not make a PUBLISH.</exception>
    public static void WritePublish(
        IBufferWriter<byte> output,
        string topic,
        ReadOnlySpan<byte> payload,
        MqttQos qos = MqttQos.AtMostOnce,
        ushort packetId = 0,
        bool retain = false,
        bool duplicate = false)
    {
        var acknowledged = qos != MqttQos.AtMostOnce;
        if (acknowledged != (packetId != 0) || (duplicate && !acknowledged))
            throw new ArgumentException("a packet identifier goes with QoS 1 and 2, DUP never with QoS 0", nameof(packetId));
        var length = (long)FieldWriter.TopicNameBytes(topic) + (acknowledged ? sizeof(ushort) : 0) + payload.Length;
        output.WriteHeader(MqttPacketType.Publish, (duplicate ? 8 : 0) | ((int)qos << 1) | (retain ? 1 : 0), length);
        output.WriteString(topic);
        if (acknowledged) output.WritePacketId(packetId);
        output.Write(payload);
    }

    // MQTT 3.1.1 section 3.4: PUBACK = 0x40, 2, packet identifier

    /// <summary>Writes PUBACK.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
    public static void WritePubAck(IBufferWriter<byte> output, ushort packetId) =>
        WriteIdentifier(output, MqttPacketType.PubAck, 0, packetId);

    // MQTT 3.1.1 section 3.5: PUBREC = 0x50, 2, packet identifier

    /// <summary>Writes PUBREC.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
    public static void WritePubRec(IBufferWriter<byte> output, ushort packetId) =>
        WriteIdentifier(output, MqttPacketType.PubRec, 0, packetId);

    // MQTT 3.1.1 section 3.6: PUBREL = 0x62, 2, packet identifier

    /// <summary>Writes PUBREL.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
    public static void WritePubRel(IBufferWriter<byte> output, ushort packetId) =>
        WriteIdentifier(output, MqttPacketType.PubRel, 0b0010, packetId);

    // MQTT 3.1.1 section 3.7: PUBCOMP = 0x70, 2, packet identifier

    /// <summary>Writes PUBCOMP.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the PUBLISH, in the range [1, 65_535].</param>
    public static void WritePubComp(IBufferWriter<byte> output, ushort packetId) =>
        WriteIdentifier(output, MqttPacketType.PubComp, 0, packetId);

    // MQTT 3.1.1 section 3.8: SUBSCRIBE = 0x82, length, packet identifier, 1*(topic filter, requested QoS)

    /// <summary>Writes SUBSCRIBE.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">In the range [1, 65_535].</param>
    /// <param name="subscriptions">At least one.</param>
    /// <exception cref="ArgumentException">No filter, or one that is malformed.</exception>
    public static void WriteSubscribe(IBufferWriter<byte> output, ushort packetId, params ReadOnlySpan<MqttSubscription> subscriptions)
    {
        long length = sizeof(ushort);
        foreach (var (filter, _) in subscriptions) length += FieldWriter.TopicFilterBytes(filter) + 1;
        CheckCount(subscriptions.Length);
        WriteHeaderAndIdentifier(output, MqttPacketType.Subscribe, 0b0010, packetId, length);
        foreach (var (filter, qos) in subscriptions)
        {
            output.WriteString(filter);
            output.WriteByte((byte)qos);
        }
    }

    // MQTT 3.1.1 section 3.9: SUBACK = 0x90, length, packet identifier, 1*return code

    /// <summary>Writes SUBACK.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the SUBSCRIBE, in the range [1, 65_535].</param>
    /// <param name="returnCodes">One for each filter of the SUBSCRIBE, in its order.</param>
    /// <exception cref="ArgumentException">No code.</exception>
    public static void WriteSubAck(IBufferWriter<byte> output, ushort packetId, params ReadOnlySpan<MqttSubAckReturnCode> returnCodes)
    {
        CheckCount(returnCodes.Length);
        WriteHeaderAndIdentifier(output, MqttPacketType.SubAck, 0, packetId, sizeof(ushort) + returnCodes.Length);
        foreach (var code in returnCodes) output.WriteByte((byte)code);
    }

    // MQTT 3.1.1 section 3.10: UNSUBSCRIBE = 0xA2, length, packet identifier, 1*topic filter

    /// <summary>Writes UNSUBSCRIBE.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">In the range [1, 65_535].</param>
    /// <param name="filters">At least one.</param>
    /// <exception cref="ArgumentException">No filter, or one that is malformed.</exception>
    public static void WriteUnsubscribe(IBufferWriter<byte> output, ushort packetId, params ReadOnlySpan<string> filters)
    {
        long length = sizeof(ushort);
        foreach (var filter in filters) length += FieldWriter.TopicFilterBytes(filter);
        CheckCount(filters.Length);
        WriteHeaderAndIdentifier(output, MqttPacketType.Unsubscribe, 0b0010, packetId, length);
        foreach (var filter in filters) output.WriteString(filter);
    }

    // MQTT 3.1.1 section 3.11: UNSUBACK = 0xB0, 2, packet identifier

    /// <summary>Writes UNSUBACK.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">The identifier of the UNSUBSCRIBE, in the range [1, 65_535].</param>
    public static void WriteUnsubAck(IBufferWriter<byte> output, ushort packetId) =>
        WriteIdentifier(output, MqttPacketType.UnsubAck, 0, packetId);

    // MQTT 3.1.1 section 3.12: PINGREQ = 0xC0, 0

    /// <summary>Writes PINGREQ.</summary>
    /// <param name="output">Where to.</param>
    public static void WritePingReq(IBufferWriter<byte> output) => output.WriteHeader(MqttPacketType.PingReq, 0, 0);

    // MQTT 3.1.1 section 3.13: PINGRESP = 0xD0, 0

    /// <summary>Writes PINGRESP.</summary>
    /// <param name="output">Where to.</param>
    public static void WritePingResp(IBufferWriter<byte> output) => output.WriteHeader(MqttPacketType.PingResp, 0, 0);

    // MQTT 3.1.1 section 3.14: DISCONNECT = 0xE0, 0

    /// <summary>Writes DISCONNECT.</summary>
    /// <param name="output">Where to.</param>
    public static void WriteDisconnect(IBufferWriter<byte> output) => output.WriteHeader(MqttPacketType.Disconnect, 0, 0);

    private static void WriteIdentifier(IBufferWriter<byte> output, MqttPacketType type, int flags, ushort packetId) =>
        WriteHeaderAndIdentifier(output, type, flags, packetId, sizeof(ushort));

    private static void WriteHeaderAndIdentifier(IBufferWriter<byte> output, MqttPacketType type, int flags, ushort packetId, long length)
    {
        ArgumentOutOfRangeException.ThrowIfZero(packetId);
        output.WriteHeader(type, flags, length);
        output.WritePacketId(packetId);
    }

    private static void CheckCount(int count)
    {
        if (count == 0) throw new ArgumentException("at least one topic filter or return code is needed (MQTT-3.8.3-3, MQTT-3.10.3-2)");
    }
}
