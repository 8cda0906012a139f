using System.Buffers;

namespace Gateway.Mqtt.Packets;

/// <summary>PUBLISH: a message, from either side. MQTT 3.1.1 section 3.3. Immutable while its payload's memory lives.</summary>
public sealed record PublishPacket : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.Publish;

    /// <summary>The topic name: no wildcards, 1 to 65_535 bytes of UTF-8.</summary>
    public required string Topic { get; init; }

    /// <summary>The QoS of this delivery; <see cref="MqttQos.ExactlyOnce"/> is read so that a server can refuse it.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>The packet identifier in the range [1, 65_535], or 0 with QoS 0, which has none.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Whether the message is to be kept, or was sent because it had been kept. Section 3.3.1.3.</summary>
    public bool Retain { get; init; }

    /// <summary>Whether this may be a repetition; never with QoS 0 (MQTT-3.3.1-2).</summary>
    public bool Duplicate { get; init; }

    /// <summary>
    /// The message's bytes, not copied: a part of the buffer the packet was read from, valid only until that buffer is given back
    /// (<see cref="System.IO.Pipelines.PipeReader"/>.AdvanceTo, or the next <see cref="MqttPacketPipe.WaitToReadAsync"/>).
    /// Copy it to keep it.
    /// </summary>
    public ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>Topic, QoS and size; never the payload.</summary>
    public override string ToString() => $"PUBLISH {Topic}, QoS {(int)Qos}, id {PacketId}, {Payload.Length} bytes";
}
