using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Gateway.Mqtt.Packets;
using Gateway.Mqtt.Wire;

namespace Gateway.Mqtt;

/// <summary>Reads MQTT 3.1.1 packets out of a stream of bytes, for servers and clients alike. Thread-safe: keeps no state.</summary>
public static class MqttPacketReader
{
    /// <summary>Reads the first packet of the buffer, where all of it is there, and moves the buffer behind it.</summary>
    /// <param name="buffer">What the peer has sent; unchanged unless a packet is read.</param>
    /// <param name="limits">What is accepted at most; judged by the length bytes, before the packet itself has arrived.</param>
    /// <param name="packet">
    /// The packet. The payload of a <see cref="PublishPacket"/> is a part of the buffer; everything else is its own.
    /// </param>
    /// <returns>False while the packet is incomplete: call again with more bytes.</returns>
    /// <exception cref="MqttProtocolViolationException">The bytes are not MQTT 3.1.1 or above the limits.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, MqttLimits limits, [NotNullWhen(true)] out MqttPacket? packet)
    {
        packet = null;
        if (!FixedHeader.TryRead(buffer, limits, out var header)) return false;
        if (buffer.Length - header.HeaderBytes < header.RemainingLength) return false;
        var fields = buffer.Slice(header.HeaderBytes, header.RemainingLength);
        packet = PacketParser.Parse(header, fields, limits);
        buffer = buffer.Slice(fields.End);
        return true;
    }
}
