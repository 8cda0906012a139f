using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Gateway.Mqtt;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Host.Http;

/// <summary>
/// A WebSocket as a connection like any other: what arrives in binary frames is one stream of bytes, wherever the frames part it.
/// </summary>
/// <remarks>Source: MQTT 3.1.1 section 6.</remarks>
internal sealed class WebSocketConnection : ConnectionContext, IDuplexPipe
{
    private const int ReceiveBytes = 4_096;

    // Official clients answer a good-bye at once; whoever does not is cut off.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly HttpContext _http;
    private readonly WebSocket _socket;
    private readonly Pipe _received = new();
    private readonly Task _receiving;

    /// <summary>Begins to receive.</summary>
    /// <param name="http">The request that became the WebSocket.</param>
    /// <param name="socket">The WebSocket; disposed by its owner.</param>
    public WebSocketConnection(HttpContext http, WebSocket socket)
    {
        (_http, _socket) = (http, socket);
        Transport = this;
        Output = new WebSocketWriter(socket);
        _receiving = ReceiveAsync();
    }

    /// <inheritdoc/>
    public override string ConnectionId
    {
        get => _http.Connection.Id;
        set => throw new NotSupportedException("the connection has its id");
    }

    /// <inheritdoc/>
    public override IFeatureCollection Features => _http.Features;

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override EndPoint? RemoteEndPoint =>
        _http.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, _http.Connection.RemotePort) : null;

    /// <summary>What the peer sent.</summary>
    public PipeReader Input => _received.Reader;

    /// <summary>What goes to the peer.</summary>
    public PipeWriter Output { get; }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => _http.Abort();

    /// <summary>Says good-bye, and cuts the connection off where the peer does not.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _received.Reader.CompleteAsync();
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(CloseTimeout);
            await _receiving.WaitAsync(CloseTimeout);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException)
        {
            // It broke, or takes its time: nothing is owed to it any more.
            _http.Abort();
        }

        await base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await ReceiveFrameAsync()) { }
            await _received.Writer.CompleteAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            await _received.Writer.CompleteAsync(new IOException(e.Message, e));
        }
        catch (MqttProtocolViolationException e)
        {
            await _received.Writer.CompleteAsync(e);
        }
    }

    private async Task<bool> ReceiveFrameAsync()
    {
        var received = await _socket.ReceiveAsync(_received.Writer.GetMemory(ReceiveBytes), CancellationToken.None);
        if (received.MessageType == WebSocketMessageType.Close) return false;
        if (received.MessageType != WebSocketMessageType.Binary) throw new MqttProtocolViolationException("a text frame (MQTT-6.0.0-1)");
        _received.Writer.Advance(received.Count);
        var flushed = await _received.Writer.FlushAsync();
        return !flushed.IsCompleted;
    }
}
