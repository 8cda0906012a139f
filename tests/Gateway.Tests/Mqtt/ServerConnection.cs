using System.Buffers;
using System.IO.Pipelines;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

/// <summary>One accepted connection, written with the same library in the server's role.</summary>
internal sealed class ServerConnection(Stream stream) : IAsyncDisposable
{
    private readonly MqttPacketPipe _packets = new(PipeReader.Create(stream), MqttLimits.Default);

    /// <summary>The next packet, which must be of this type.</summary>
    public async Task<TPacket> ExpectAsync<TPacket>()
        where TPacket : MqttPacket => Assert.IsType<TPacket>(await NextAsync());

    /// <summary>The next packet, or null when the client has closed.</summary>
    public async Task<MqttPacket?> NextAsync()
    {
        using var patience = new CancellationTokenSource(MqttServerEmulator.Patience);
        while (await _packets.WaitToReadAsync(patience.Token))
            if (_packets.TryRead(out var packet)) return packet;
        return null;
    }

    public async Task<ConnectPacket> AcceptConnectAsync(bool sessionPresent = false)
    {
        var connect = await ExpectAsync<ConnectPacket>();
        await SendAsync(output => MqttPacketWriter.WriteConnAck(output, MqttConnectReturnCode.Accepted, sessionPresent));
        return connect;
    }

    public Task SendAsync(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return SendAsync(output.WrittenMemory);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
