using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gateway.Mqtt.Client;

namespace Gateway.Tests.Mqtt;

/// <summary>The server's end of loopback connections: the test says, packet by packet, what it expects and what it answers.</summary>
internal sealed class MqttServerEmulator : IDisposable
{
    /// <summary>How long a test waits for what must happen at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public MqttServerEmulator() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public MqttClientOptions Options => new() { Host = "127.0.0.1", Port = Port, ClientId = "kitchen", KeepAliveSeconds = 0 };

    public async Task<ServerConnection> AcceptAsync(SslServerAuthenticationOptions? tls = null)
    {
        Stream stream = new NetworkStream(await _listener.AcceptSocketAsync().WaitAsync(Patience), ownsSocket: true);
        if (tls is null) return new ServerConnection(stream);
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(tls);
        return new ServerConnection(secured);
    }

    /// <summary>A client and the server's end of its connection, introduced to each other.</summary>
    public async Task<(MqttClient Client, ServerConnection Server)> ConnectAsync(MqttClientOptions? options = null)
    {
        var connecting = MqttClient.ConnectAsync(options ?? Options);
        var server = await AcceptAsync();
        await server.AcceptConnectAsync();
        return (await connecting.WaitAsync(Patience), server);
    }

    public void Dispose() => _listener.Dispose();
}
