using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientPublishTests
{
    [Fact]
    public async Task Publish_completes_at_the_puback_and_not_before()
    {
        using var emulator = new MqttServerEmulator();
        var (client, server) = await emulator.ConnectAsync();
        await using (client)
        await using (server)
        {
            var publishing = client.PublishAsync("devices/kitchen/messages/events/", "21.45"u8.ToArray());
            var publish = await server.ExpectAsync<PublishPacket>();
            Assert.Equal("devices/kitchen/messages/events/", publish.Topic);
            Assert.False(publishing.IsCompleted);

            await server.SendAsync(output => MqttPacketWriter.WritePubAck(output, publish.PacketId));
            await publishing.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task Connection_drop_fails_the_publish_that_waits_for_its_puback()
    {
        using var emulator = new MqttServerEmulator();
        var (client, server) = await emulator.ConnectAsync();
        await using (client)
        {
            var publishing = client.PublishAsync("a", "b"u8.ToArray());
            await server.ExpectAsync<PublishPacket>();
            await server.DisposeAsync();

            var failure = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publishing.WaitAsync(Patience));
            Assert.Contains("the server closed it", failure.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.Completion.WaitAsync(Patience));
            await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.PublishAsync("a", "b"u8.ToArray()));
        }
    }
}
