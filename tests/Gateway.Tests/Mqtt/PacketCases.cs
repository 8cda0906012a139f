using System.Buffers;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

/// <summary>Every packet, with the bytes of the standard's own examples where it has one.</summary>
internal static class PacketCases
{
    public static IReadOnlyList<PacketCase> All { get; } =
    [
        new("CONNECT, clean session, nothing else", "10 0D 00044D515454 04 02 0000 0001 61",
            Connect(clean: true), output => MqttPacketWriter.WriteConnect(output, Connect(clean: true))),
        new("CONNECT with all its parts (figure 3.6: level 4, flags CE, keep alive 10)",
            "10 1E 00044D515454 04 CE 000A 0002 6964 0003 772F74 0002 0102 0001 75 0002 7077",
            Full, output => MqttPacketWriter.WriteConnect(output, Full)),
        new("CONNECT with an empty client id", "10 0C 00044D515454 04 02 003C 0000",
            Connect("", true, 60), output => MqttPacketWriter.WriteConnect(output, Connect("", true, 60))),
        new("CONNECT with an empty password and a kept session", "10 12 00044D515454 04 C0 0000 0001 61 0001 75 0000",
            EmptyPassword, output => MqttPacketWriter.WriteConnect(output, EmptyPassword)),
        new("CONNECT with an empty, retained QoS 2 will", "10 12 00044D515454 04 36 0000 0001 61 0001 77 0000",
            EmptyWill, output => MqttPacketWriter.WriteConnect(output, EmptyWill)),
        new("CONNACK accepted", "20 02 00 00", new ConnAckPacket(false, MqttConnectReturnCode.Accepted),
            output => MqttPacketWriter.WriteConnAck(output, MqttConnectReturnCode.Accepted)),
        new("CONNACK accepted, session present", "20 02 01 00", new ConnAckPacket(true, MqttConnectReturnCode.Accepted),
            output => MqttPacketWriter.WriteConnAck(output, MqttConnectReturnCode.Accepted, sessionPresent: true)),
        new("CONNACK not authorised", "20 02 00 05", new ConnAckPacket(false, MqttConnectReturnCode.NotAuthorized),
            output => MqttPacketWriter.WriteConnAck(output, MqttConnectReturnCode.NotAuthorized)),
        new("PUBLISH QoS 0, empty", "30 05 0003 612F62", Publish(MqttQos.AtMostOnce, 0, ""),
            output => MqttPacketWriter.WritePublish(output, "a/b", [])),
        new("PUBLISH QoS 1 (figure 3.11: a/b, packet id 10)", "32 0A 0003 612F62 000A 010203", Publish(MqttQos.AtLeastOnce, 10, "010203"),
            output => MqttPacketWriter.WritePublish(output, "a/b", [1, 2, 3], MqttQos.AtLeastOnce, 10)),
        new("PUBLISH QoS 2, retained duplicate", "3D 08 0003 612F62 FFFF FF", Publish(MqttQos.ExactlyOnce, 65_535, "FF", true),
            output => MqttPacketWriter.WritePublish(output, "a/b", [0xFF], MqttQos.ExactlyOnce, 65_535, retain: true, duplicate: true)),
        new("PUBLISH to A and U+2A6D4 (figure 1.1)", "30 08 0005 41F0AA9B94 2A",
            new PublishPacket { Topic = "A\U0002A6D4", Payload = new([0x2A]) },
            output => MqttPacketWriter.WritePublish(output, "A\U0002A6D4", [0x2A])),
        new("PUBLISH to a topic that starts with U+FEFF (MQTT-1.5.3-3)", "30 06 0004 EFBBBF61", new PublishPacket { Topic = "\uFEFFa" },
            output => MqttPacketWriter.WritePublish(output, "\uFEFFa", [])),
        new("PUBACK", "40 02 0001", new PubAckPacket(1), output => MqttPacketWriter.WritePubAck(output, 1)),
        new("PUBREC", "50 02 1234", new PubRecPacket(0x1234), output => MqttPacketWriter.WritePubRec(output, 0x1234)),
        new("PUBREL", "62 02 FFFF", new PubRelPacket(0xFFFF), output => MqttPacketWriter.WritePubRel(output, 0xFFFF)),
        new("PUBCOMP", "70 02 0100", new PubCompPacket(0x0100), output => MqttPacketWriter.WritePubComp(output, 0x0100)),
        new("SUBSCRIBE (figure 3.23: a/b QoS 1, c/d QoS 2)", "82 0E 000A 0003 612F62 01 0003 632F64 02",
            new SubscribePacket(10, [new("a/b", MqttQos.AtLeastOnce), new("c/d", MqttQos.ExactlyOnce)]),
            output => MqttPacketWriter.WriteSubscribe(output, 10, new("a/b", MqttQos.AtLeastOnce), new("c/d", MqttQos.ExactlyOnce))),
        new("SUBACK (figure 3.26: 0, 2, refused)", "90 05 000A 00 02 80",
            new SubAckPacket(10, Granted), output => MqttPacketWriter.WriteSubAck(output, 10, Granted)),
        new("UNSUBSCRIBE (figure 3.30: a/b, c/d)", "A2 0C 000A 0003 612F62 0003 632F64", new UnsubscribePacket(10, ["a/b", "c/d"]),
            output => MqttPacketWriter.WriteUnsubscribe(output, 10, "a/b", "c/d")),
        new("UNSUBACK", "B0 02 000A", new UnsubAckPacket(10), output => MqttPacketWriter.WriteUnsubAck(output, 10)),
        new("PINGREQ", "C0 00", PingReqPacket.Instance, MqttPacketWriter.WritePingReq),
        new("PINGRESP", "D0 00", PingRespPacket.Instance, MqttPacketWriter.WritePingResp),
        new("DISCONNECT", "E0 00", DisconnectPacket.Instance, MqttPacketWriter.WriteDisconnect),
    ];

    /// <summary>The names, as xunit's theories take them.</summary>
    public static TheoryData<string> Names => [.. All.Select(packet => packet.Name)];

    public static PacketCase Named(string name) => All.Single(packet => packet.Name == name);

    private static ConnectPacket Full => new()
    {
        ClientId = "id",
        CleanSession = true,
        KeepAliveSeconds = 10,
        Will = new MqttWill("w/t", new byte[] { 1, 2 }, MqttQos.AtLeastOnce),
        UserName = "u",
        Password = "pw"u8.ToArray(),
    };

    private static MqttSubAckReturnCode[] Granted =>
        [MqttSubAckReturnCode.GrantedAtMostOnce, MqttSubAckReturnCode.GrantedExactlyOnce, MqttSubAckReturnCode.Failure];

    private static ConnectPacket EmptyPassword =>
        new() { ClientId = "a", CleanSession = false, UserName = "u", Password = Array.Empty<byte>() };

    private static ConnectPacket EmptyWill =>
        new() { ClientId = "a", Will = new MqttWill("w", default, MqttQos.ExactlyOnce, Retain: true) };

    private static ConnectPacket Connect(string clientId = "a", bool clean = true, ushort keepAlive = 0) =>
        new() { ClientId = clientId, CleanSession = clean, KeepAliveSeconds = keepAlive };

    private static PublishPacket Publish(MqttQos qos, ushort packetId, string payloadHex, bool again = false) => new()
    {
        Topic = "a/b",
        Qos = qos,
        PacketId = packetId,
        Retain = again,
        Duplicate = again,
        Payload = new ReadOnlySequence<byte>(Convert.FromHexString(payloadHex)),
    };
}
