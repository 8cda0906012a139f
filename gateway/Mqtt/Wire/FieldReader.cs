using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Mqtt.Wire;

/// <summary>Reads the fields behind a fixed header, all of which is there; a field that is cut short is a violation.</summary>
internal ref struct FieldReader(in ReadOnlySequence<byte> fields)
{
    private SequenceReader<byte> _bytes = new(fields);

    public readonly bool AtEnd => _bytes.End;

    public byte ReadByte() => _bytes.TryRead(out var value) ? value : throw CutShort();

    // MQTT 3.1.1 section 1.5.2: integer = most significant byte, least significant byte
    public ushort ReadUInt16() => _bytes.TryReadBigEndian(out short value) ? (ushort)value : throw CutShort();

    // MQTT 3.1.1 section 2.3.1: packet identifier = u16, not 0 (MQTT-2.3.1-1)
    public ushort ReadPacketId()
    {
        var id = ReadUInt16();
        return id != 0 ? id : throw new MqttProtocolViolationException("packet identifier 0 (MQTT-2.3.1-1)");
    }

    // MQTT 3.1.1 sections 3.1.3.3 and 3.1.3.5: binary data = length (u16), bytes
    public ReadOnlySequence<byte> ReadBinary() => _bytes.TryReadExact(ReadUInt16(), out var value) ? value : throw CutShort();

    // MQTT 3.1.1 section 1.5.3: string = length (u16), well-formed UTF-8 without U+0000 (MQTT-1.5.3-1, MQTT-1.5.3-2)
    public string ReadString()
    {
        var bytes = ReadBinary();
        var span = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (!Utf8.IsValid(span)) throw new MqttProtocolViolationException("text that is not well-formed UTF-8 (MQTT-1.5.3-1)");
        if (span.Contains((byte)0)) throw new MqttProtocolViolationException("text with U+0000 (MQTT-1.5.3-2)");
        return Encoding.UTF8.GetString(span);
    }

    public ReadOnlySequence<byte> ReadRest()
    {
        var rest = _bytes.UnreadSequence;
        _bytes.AdvanceToEnd();
        return rest;
    }

    public readonly void ExpectEnd()
    {
        if (!_bytes.End) throw new MqttProtocolViolationException($"{_bytes.Remaining} bytes behind the last field");
    }

    private static MqttProtocolViolationException CutShort() => new("a field reaches beyond the end of its packet");
}
