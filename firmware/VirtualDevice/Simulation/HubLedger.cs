using System.Security.Cryptography;
using System.Text;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Telemetry;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// What the hub received from one device: every byte goes into a hash, every sample is held against the one that the firmware
/// accepted, and repeats are told from first arrivals by boot and sequence. Used by one thread at a time.
/// </summary>
/// <param name="deviceId">The device.</param>
/// <param name="accepted">What the firmware accepted so far.</param>
internal sealed class HubLedger(string deviceId, AcceptedSamples accepted) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<long> _arrived = [];
    private readonly TelemetryReader _reader = new();
    private readonly Sample _sample = new();
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;

    /// <summary>Messages that arrived, repeats included.</summary>
    public long Messages { get; private set; }

    /// <summary>The bytes of their bodies.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Messages that stand for dropped ones.</summary>
    public long Gaps { get; private set; }

    /// <summary>Edge alarms, each counted once.</summary>
    public long Alarms { get; private set; }

    /// <summary>Messages that had arrived before.</summary>
    public long Repeats { get; private set; }

    /// <summary>Samples that arrived, each counted once.</summary>
    public long Samples { get; private set; }

    /// <summary>What those samples would take as one flat/1 body each, in bytes.</summary>
    public long FlatBytes { get; private set; }

    /// <summary>Messages that the firmware never made, or that have more, fewer or other readings than it accepted for them.</summary>
    public long Wrong { get; private set; }

    /// <summary>The largest distance between a sample that arrived and the accepted one, for each channel, in hundredths.</summary>
    public ChannelValues MaxError { get; private set; }

    /// <summary>Takes a message.</summary>
    public void Take(HubMessage message)
    {
        var body = Append(message);
        Messages++;
        BodyBytes += body.Length;
        switch (message.Schema)
        {
            case FlatTelemetry.Schema: _reader.ReadFlat(body.Span); break;
            case CurveTelemetry.Schema: _reader.ReadCurve(body); break;
            case AlarmTelemetry.Schema: TakeAlarm(body.Span); return;
            case GapTelemetry.Schema: Gaps++; return;
            default: throw new InvalidOperationException($"the simulation cannot read {message.Schema} back");
        }

        if (IsRepeat()) Repeats++;
        else if (!accepted.TryCompare(_reader.Boot, _reader.Sequence, _reader.Samples, out var first, out var error)) Wrong++;
        else Count(message, body.Length, first, error);
    }

    /// <summary>The SHA-256 over every message so far: its id, schema and body, a line each.</summary>
    public byte[] Hash()
    {
        Flush();
        return _hash.GetCurrentHash();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void TakeAlarm(ReadOnlySpan<byte> body)
    {
        _reader.ReadNumbers(body);
        if (IsRepeat()) Repeats++;
        else if (accepted.IsAlarm(_reader.Boot, _reader.Sequence)) Alarms++;
        else Wrong++;
    }

    private bool IsRepeat() => !_arrived.Add((long)_reader.Boot << 32 | (uint)_reader.Sequence);

    private void Count(HubMessage message, int bodyBytes, int first, ChannelValues error)
    {
        MaxError = MaxError.Max(error);
        Samples += _reader.Samples.Length;
        FlatBytes += message.Schema == FlatTelemetry.Schema ? bodyBytes : FlatLength(first);
    }

    // What the message's samples would have taken, each with its own time and number.
    private long FlatLength(int first)
    {
        long length = 0;
        for (var i = 0; i < _reader.Samples.Length; i++)
        {
            accepted.At(_reader.Boot, first + i).CopyTo(_sample);
            _text.Clear();
            FlatTelemetry.Append(_text, deviceId, _reader.StartUnixMs, _sample, _reader.Boot, first + i + 1);
            length += _text.Length;
        }

        return length;
    }

    private ReadOnlyMemory<byte> Append(HubMessage message)
    {
        if (_used + Encoding.UTF8.GetMaxByteCount(message.MessageId.Length + message.Schema.Length + message.Body.Length + 3) > BufferBytes)
            Flush();
        AppendLine(message.MessageId);
        AppendLine(message.Schema);
        var at = _used;
        AppendLine(message.Body);
        return _buffer.AsMemory(at, _used - at - 1);
    }

    private void AppendLine(string text)
    {
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
        _buffer[_used++] = (byte)'\n';
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
