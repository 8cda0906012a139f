using System.Net.Security;
using System.Net.Sockets;

namespace Gateway.Mqtt.Client;

/// <summary>Opens the byte stream to a server.</summary>
internal static class MqttTransport
{
    /// <summary>Connects TCP and, where asked for, TLS. Nothing is left open when it fails.</summary>
    public static async Task<Stream> OpenAsync(MqttClientOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellation);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is not { } tls) return stream;
            var secured = new SslStream(stream);
            stream = secured;
            await secured.AuthenticateAsClientAsync(tls, cancellation);
            return secured;
        }
        catch
        {
            if (stream is not null) await stream.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }
}
