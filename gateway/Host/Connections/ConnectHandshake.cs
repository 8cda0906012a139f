using System.Text;
using Gateway.Core.Sessions;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Host.Connections;

/// <summary>The first packet of a connection and its judgement.</summary>
internal static class ConnectHandshake
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Waits for CONNECT.</summary>
    /// <returns>The packet, or null when the client left without one.</returns>
    /// <exception cref="MqttProtocolViolationException">Something else came first (MQTT-3.1.0-1).</exception>
    public static async ValueTask<ConnectPacket?> ReadAsync(MqttPacketPipe packets, CancellationToken ended)
    {
        while (await packets.WaitToReadAsync(ended))
        {
            if (!packets.TryRead(out var packet)) continue;
            return packet as ConnectPacket ?? throw new MqttProtocolViolationException($"{packet.Type} before CONNECT (MQTT-3.1.0-1)");
        }

        return null;
    }

    /// <summary>What the packet and the TLS handshake say about their sender.</summary>
    public static ConnectCredentials Credentials(ConnectPacket connect, PeerCertificates? shown) =>
        new(connect.ClientId, connect.UserName, Text(connect.Password), shown?.Own, shown?.Intermediates);

    /// <summary>How long the client may be silent: one and a half times its keep-alive (MQTT-3.1.2-24), within the hub's cap.</summary>
    public static TimeSpan Silence(ConnectPacket connect)
    {
        var promised = TimeSpan.FromSeconds(connect.KeepAliveSeconds * 1.5);
        return connect.KeepAliveSeconds == 0 || promised > ConnectionDeadline.SilenceMax ? ConnectionDeadline.SilenceMax : promised;
    }

    private static string? Text(ReadOnlyMemory<byte>? password)
    {
        if (password is not { } bytes) return null;
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
