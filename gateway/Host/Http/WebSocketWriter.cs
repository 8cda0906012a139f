using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Gateway.Host.Http;

/// <summary>Writes to a WebSocket as to a pipe: each flush is one binary message. For one writer at a time.</summary>
internal sealed class WebSocketWriter(WebSocket socket) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _unsent = new();

    public override void Advance(int bytes) => _unsent.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _unsent.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _unsent.GetSpan(sizeHint);

    /// <summary>Sends what was written.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return new FlushResult(false, isCompleted: true);
        try
        {
            if (_unsent.WrittenCount > 0)
                await socket.SendAsync(_unsent.WrittenMemory, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
            _unsent.ResetWrittenCount();
            return default;
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override void CancelPendingFlush() => throw new NotSupportedException("a flush ends with its connection");

    public override void Complete(Exception? exception = null) => _unsent.Clear();
}
