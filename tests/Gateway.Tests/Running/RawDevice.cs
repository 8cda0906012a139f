using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Running;

/// <summary>A TLS connection on which a test may say anything, MQTT or not.</summary>
internal sealed class RawDevice : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly SslStream _tls;

    private RawDevice(TcpClient tcp, SslStream tls) => (_tcp, _tls) = (tcp, tls);

    public static async Task<RawDevice> OpenAsync(
        RunningGateway gateway, Func<Stream, Stream>? around = null, SslProtocols protocol = SslProtocols.None)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync("localhost", gateway.Host.MqttPort);
        tcp.NoDelay = true;
        var tls = new SslStream(around?.Invoke(tcp.GetStream()) ?? tcp.GetStream());
        var options = gateway.Tls();
        options.EnabledSslProtocols = protocol;
        await tls.AuthenticateAsClientAsync(options).WaitAsync(RunningGateway.Patience);
        return new RawDevice(tcp, tls);
    }

    /// <summary>Opens a connection and gets it admitted.</summary>
    public static async Task<RawDevice> ConnectAsync(RunningGateway gateway, MqttClientOptions client)
    {
        var device = await OpenAsync(gateway);
        await device.SendAsync(ConnectBytes(client));
        Assert.Equal([0x20, 2, 0, 0], await device.ReadAsync(4));
        return device;
    }

    public static byte[] ConnectBytes(MqttClientOptions client, ushort keepAliveSeconds = 60)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WriteConnect(output, new ConnectPacket
        {
            ClientId = client.ClientId,
            UserName = client.UserName,
            Password = Encoding.UTF8.GetBytes(client.Password!),
            KeepAliveSeconds = keepAliveSeconds,
        });
        return output.WrittenSpan.ToArray();
    }

    public static byte[] PublishBytes(string topic, string body, ushort packetId, MqttQos qos = MqttQos.AtLeastOnce)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WritePublish(output, topic, Encoding.UTF8.GetBytes(body), qos, packetId);
        return output.WrittenSpan.ToArray();
    }

    public async Task SendAsync(params byte[] bytes)
    {
        await _tls.WriteAsync(bytes);
        await _tls.FlushAsync();
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _tls.ReadExactlyAsync(bytes).AsTask().WaitAsync(RunningGateway.Patience);
        return bytes;
    }

    /// <summary>Reads to the end, which the gateway must bring about.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _tls.CopyToAsync(all).WaitAsync(RunningGateway.Patience);
        }
        catch (IOException)
        {
            // A reset is an end too.
            return all.ToArray();
        }

        return all.ToArray();
    }

    /// <summary>Says the same again and again until the gateway closes the connection, and reads nothing.</summary>
    public async Task SendUntilClosedAsync(byte[] bytes)
    {
        try
        {
            while (true) await SendAsync(bytes);
        }
        catch (IOException)
        {
            // That the connection breaks is what the test waits for.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _tcp.Dispose();
    }
}
