using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Running;

/// <summary>A WebSocket on which a test may say anything, MQTT or not.</summary>
internal sealed class WebSocketDevice : IDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly MemoryStream _unread = new();

    private WebSocketDevice(ClientWebSocket socket) => _socket = socket;

    public string? Subprotocol => _socket.SubProtocol;

    public static async Task<WebSocketDevice> OpenAsync(
        RunningGateway gateway, string path = "/$iothub/websocket", string subprotocol = "mqtt", X509Certificate2? certificate = null)
    {
        var tls = gateway.Tls();
        if (certificate is not null) TestAuthority.Show(tls, certificate);
        using var http = new SocketsHttpHandler { SslOptions = tls };
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(subprotocol);
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        using var invoker = new HttpMessageInvoker(http, disposeHandler: false);
        using var patience = new CancellationTokenSource(RunningGateway.Patience);
        await socket.ConnectAsync(new Uri($"wss://localhost:{gateway.Host.HttpsPort}{path}"), invoker, patience.Token);
        return new WebSocketDevice(socket);
    }

    /// <summary>Sends bytes as one message.</summary>
    public Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary) =>
        _socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None).WaitAsync(RunningGateway.Patience);

    /// <summary>Reads so many bytes, over as many messages as it takes.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        while (_unread.Length - _unread.Position < count)
            if (!await ReceiveAsync()) throw new EndOfStreamException("the gateway closed the WebSocket");
        var bytes = new byte[count];
        _unread.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Waits until the gateway closes the WebSocket; nothing may come before.</summary>
    public async Task ShouldBeClosedAsync()
    {
        try
        {
            Assert.False(await ReceiveAsync(), "there came another message");
        }
        catch (WebSocketException)
        {
            // An end without good-bye is an end too.
            return;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _unread.Dispose();
    }

    private async Task<bool> ReceiveAsync()
    {
        var buffer = new byte[4_096];
        var received = await _socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(RunningGateway.Patience);
        if (received.MessageType == WebSocketMessageType.Close) return false;
        Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
        var position = _unread.Position;
        _unread.Seek(0, SeekOrigin.End);
        _unread.Write(buffer, 0, received.Count);
        _unread.Position = position;
        return true;
    }
}
