using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt;

/// <summary>
/// The packets that arrive through a pipe, in order. Read it like a channel: wait, read all that is there, then (once per wait)
/// flush what was answered. For one reader at a time.
/// </summary>
/// <example><code>
/// while (await packets.WaitToReadAsync(stopping))
///     while (packets.TryRead(out var packet)) Handle(packet);
/// </code></example>
/// <param name="input">The peer's bytes; completed by its owner, not here.</param>
/// <param name="limits">What is accepted at most.</param>
public sealed class MqttPacketPipe(PipeReader input, MqttLimits limits)
{
    private ReadOnlySequence<byte> _unread;
    private bool _holdsBuffer;
    private bool _mayHoldPacket;

    /// <summary>What is accepted at most. May be changed between packets: looser once the client is known.</summary>
    public MqttLimits Limits { get; set; } = limits;

    /// <summary>Whether the peer's bytes ended inside a packet; known once <see cref="WaitToReadAsync"/> has said false.</summary>
    public bool EndedInsidePacket { get; private set; }

    /// <summary>Waits until there may be a packet to read. The payloads of all packets read so far are void from here on.</summary>
    /// <returns>False once the peer has sent its last byte; a half packet at the end is left alone.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the pipe's pending read.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellation)
    {
        if (_mayHoldPacket && !_unread.IsEmpty) return true;
        var leftOver = GiveBack();
        var result = await input.ReadAsync(cancellation);
        (_unread, _holdsBuffer, _mayHoldPacket) = (result.Buffer, true, true);
        if (result.IsCanceled) throw new OperationCanceledException("the read was cancelled");
        if (!result.IsCompleted || _unread.Length > leftOver) return true;
        EndedInsidePacket = leftOver > 0;
        return false;
    }

    /// <summary>Reads the next packet that has fully arrived.</summary>
    /// <param name="packet">The packet; its payload is valid until the next <see cref="WaitToReadAsync"/>.</param>
    /// <returns>False when there is none: wait.</returns>
    /// <exception cref="MqttProtocolViolationException">The bytes are not MQTT 3.1.1 or above the limits.</exception>
    public bool TryRead([NotNullWhen(true)] out MqttPacket? packet) =>
        _mayHoldPacket = MqttPacketReader.TryRead(ref _unread, Limits, out packet);

    private long GiveBack()
    {
        if (!_holdsBuffer) return 0;
        _holdsBuffer = false;
        var leftOver = _unread.Length;
        input.AdvanceTo(_unread.Start, _unread.End);
        _unread = default;
        return leftOver;
    }
}
