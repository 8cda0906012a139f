using System.Buffers;
using System.Globalization;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;
using static Gateway.Mqtt.MqttPacketWriter;

namespace Gateway.Tests.Mqtt;

/// <summary>Packets in full, as text to compare (records compare lists and memory by reference), and back into bytes.</summary>
internal static class PacketText
{
    public static string Of(MqttPacket packet) => packet switch
    {
        ConnectPacket connect => $"CONNECT id={connect.ClientId} clean={connect.CleanSession} keepAlive={connect.KeepAliveSeconds} " +
            $"will={Of(connect.Will)} user={connect.UserName ?? "none"} password={Of(connect.Password)}",
        PublishPacket publish => $"PUBLISH topic={publish.Topic} qos={publish.Qos} id={publish.PacketId} retain={publish.Retain} " +
            $"dup={publish.Duplicate} payload={Convert.ToHexString(publish.Payload.ToArray())}",
        SubscribePacket subscribe => $"SUBSCRIBE {subscribe.PacketId} {string.Join(' ', subscribe.Subscriptions)}",
        SubAckPacket subAck => $"SUBACK {subAck.PacketId} {string.Join(' ', subAck.ReturnCodes)}",
        UnsubscribePacket unsubscribe => $"UNSUBSCRIBE {unsubscribe.PacketId} {string.Join(' ', unsubscribe.Filters)}",
        _ => packet.ToString(),
    };

    /// <summary>Writes a packet that was read.</summary>
    public static byte[] Bytes(MqttPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, packet);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, MqttPacket packet)
    {
        switch (packet)
        {
            case ConnectPacket connect: WriteConnect(output, connect); break;
            case ConnAckPacket connAck: WriteConnAck(output, connAck.ReturnCode, connAck.SessionPresent); break;
            case PublishPacket publish:
                var payload = publish.Payload.ToArray();
                WritePublish(output, publish.Topic, payload, publish.Qos, publish.PacketId, publish.Retain, publish.Duplicate);
                break;
            case PubAckPacket pubAck: WritePubAck(output, pubAck.PacketId); break;
            case PubRecPacket pubRec: WritePubRec(output, pubRec.PacketId); break;
            case PubRelPacket pubRel: WritePubRel(output, pubRel.PacketId); break;
            case PubCompPacket pubComp: WritePubComp(output, pubComp.PacketId); break;
            case SubscribePacket subscribe: WriteSubscribe(output, subscribe.PacketId, [.. subscribe.Subscriptions]); break;
            case SubAckPacket subAck: WriteSubAck(output, subAck.PacketId, [.. subAck.ReturnCodes]); break;
            case UnsubscribePacket unsubscribe: WriteUnsubscribe(output, unsubscribe.PacketId, [.. unsubscribe.Filters]); break;
            case UnsubAckPacket unsubAck: WriteUnsubAck(output, unsubAck.PacketId); break;
            case PingReqPacket: WritePingReq(output); break;
            case PingRespPacket: WritePingResp(output); break;
            case DisconnectPacket: WriteDisconnect(output); break;
            default: throw new ArgumentOutOfRangeException(nameof(packet), packet.Type, "unknown packet");
        }
    }

    private static string Of(MqttWill? will) => will is null
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{will.Topic}/{Convert.ToHexString(will.Payload.Span)}/{will.Qos}/{will.Retain}");

    private static string Of(ReadOnlyMemory<byte>? bytes) => bytes is { } present ? $"[{Convert.ToHexString(present.Span)}]" : "none";
}
