using System.Buffers;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

/// <summary>A packet in its three forms: bytes, value, and the call that writes it.</summary>
internal sealed record PacketCase(string Name, string Hex, MqttPacket Packet, Action<IBufferWriter<byte>> Write)
{
    public byte[] Bytes { get; } = Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal));

    public override string ToString() => Name;
}
