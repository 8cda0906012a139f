using System.Buffers;
using System.Threading.Channels;

namespace Gateway.Mqtt.Client;

/// <summary>
/// Everything a client says, in the order of the calls: packets gather in one buffer while the other is being written to the
/// socket, so that many small packets become one write. Thread-safe.
/// </summary>
internal sealed class PacketSender(Stream stream)
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _filled = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _sending = new();
    private TaskCompletionSource _written = NewWritten();
    private TaskCompletionSource? _beingWritten;
    private MqttConnectionClosedException? _closed;

    /// <summary>Adds a packet.</summary>
    /// <returns>Completes when the packet has been handed to the socket; fails when the connection ends before.</returns>
    public Task Send(Action<IBufferWriter<byte>> write)
    {
        lock (_lock)
        {
            if (_closed is not null) return Task.FromException(_closed);
            write(_filling);
            _filled.Writer.TryWrite(true);
            return _written.Task;
        }
    }

    /// <summary>Adds the last packet and refuses all further ones.</summary>
    /// <returns>As <see cref="Send"/>.</returns>
    public Task SendLast(Action<IBufferWriter<byte>> write, MqttConnectionClosedException reason)
    {
        lock (_lock)
        {
            var written = Send(write);
            _closed ??= reason;
            return written;
        }
    }

    /// <summary>Writes until the connection ends; throws what ended it.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        while (true)
        {
            await _filled.Reader.ReadAsync(ended);
            var written = Swap();
            await stream.WriteAsync(_sending.WrittenMemory, ended);
            _sending.ResetWrittenCount();
            written.TrySetResult();
        }
    }

    /// <summary>Refuses all further packets and fails those that have not been written.</summary>
    public void Close(MqttConnectionClosedException reason)
    {
        lock (_lock)
        {
            _closed ??= reason;
            _written.TrySetException(reason);
            _beingWritten?.TrySetException(reason);
        }
    }

    private TaskCompletionSource Swap()
    {
        lock (_lock)
        {
            (_filling, _sending) = (_sending, _filling);
            _beingWritten = _written;
            _written = NewWritten();
            return _beingWritten;
        }
    }

    private static TaskCompletionSource NewWritten() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
