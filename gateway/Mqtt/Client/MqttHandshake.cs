using System.Buffers;
using System.Text;
using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Client;

/// <summary>CONNECT and its answer. MQTT 3.1.1 sections 3.1 and 3.2.</summary>
internal static class MqttHandshake
{
    /// <summary>Introduces the client and waits for the answer.</summary>
    /// <exception cref="MqttConnectRefusedException">The server said no.</exception>
    /// <exception cref="MqttConnectionClosedException">The server closed without an answer.</exception>
    /// <exception cref="MqttProtocolViolationException">The answer is not a CONNACK.</exception>
    public static async Task<ConnAckPacket> RunAsync(
        MqttClientOptions options, Stream stream, MqttPacketPipe packets, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WriteConnect(output, Introduction(options));
        await stream.WriteAsync(output.WrittenMemory, cancellation);
        var answer = await FirstAsync(packets, cancellation);
        if (answer is not ConnAckPacket connAck)
            throw new MqttProtocolViolationException($"{answer.Type} in the place of CONNACK (MQTT-3.2.0-1)");
        return connAck.ReturnCode == MqttConnectReturnCode.Accepted ? connAck : throw new MqttConnectRefusedException(connAck.ReturnCode);
    }

    private static ConnectPacket Introduction(MqttClientOptions options) => new()
    {
        ClientId = options.ClientId,
        CleanSession = options.CleanSession,
        KeepAliveSeconds = options.KeepAliveSeconds,
        Will = options.Will,
        UserName = options.UserName,
        Password = options.Password is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(options.Password),
    };

    private static async Task<MqttPacket> FirstAsync(MqttPacketPipe packets, CancellationToken cancellation)
    {
        while (await packets.WaitToReadAsync(cancellation))
            if (packets.TryRead(out var packet)) return packet;
        throw new MqttConnectionClosedException("the server closed it in the place of CONNACK");
    }
}
