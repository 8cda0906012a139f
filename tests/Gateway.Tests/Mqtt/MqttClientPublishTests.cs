using System.Globalization;
using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientPublishTests : ConnectedClient
{
    private protected override MqttClientOptions Options => Emulator.Options with { InFlightMax = 3 };

    [Fact]
    public async Task Publish_completes_at_the_puback_and_not_before()
    {
        var publishing = Client.PublishAsync("devices/kitchen/messages/events/", "21.45"u8.ToArray());
        var publish = await Server.ExpectAsync<PublishPacket>();
        Assert.Equal(
            "PUBLISH topic=devices/kitchen/messages/events/ qos=AtLeastOnce id=1 retain=False dup=False payload=32312E3435",
            PacketText.Of(publish));
        Assert.False(publishing.IsCompleted);
        await AcknowledgeAsync(publish.PacketId);
        await publishing.WaitAsync(Patience);
    }

    [Fact]
    public async Task Qos_0_completes_without_an_answer()
    {
        await Client.PublishAsync("a", "b"u8.ToArray(), MqttQos.AtMostOnce).WaitAsync(Patience);
        var publish = await Server.ExpectAsync<PublishPacket>();
        Assert.Equal("PUBLISH topic=a qos=AtMostOnce id=0 retain=False dup=False payload=62", PacketText.Of(publish));
    }

    [Fact]
    public async Task Overlapping_calls_go_out_in_order_and_never_more_than_the_window()
    {
        var publishing = Enumerable.Range(0, 200).Select(number => Client.PublishAsync("a", Text(number))).ToArray();
        var unacknowledged = new Queue<ushort>();
        for (var number = 0; number < publishing.Length; number++)
        {
            if (unacknowledged.Count == 3) await AcknowledgeAsync(unacknowledged.Dequeue());
            var publish = await Server.ExpectAsync<PublishPacket>();
            Assert.Equal(number, int.Parse(Encoding.UTF8.GetString(publish.Payload.FirstSpan), CultureInfo.InvariantCulture));
            Assert.DoesNotContain(publish.PacketId, unacknowledged);
            unacknowledged.Enqueue(publish.PacketId);
        }
        while (unacknowledged.TryDequeue(out var packetId)) await AcknowledgeAsync(packetId);
        await Task.WhenAll(publishing).WaitAsync(Patience);
    }

    [Fact]
    public async Task Message_beyond_the_window_waits_for_an_acknowledgement()
    {
        var publishing = Enumerable.Range(0, 4).Select(number => Client.PublishAsync("a", Text(number))).ToArray();
        for (var number = 0; number < 3; number++) await Server.ExpectAsync<PublishPacket>();
        await Client.PublishAsync("marker", default, MqttQos.AtMostOnce);
        Assert.Equal("marker", (await Server.ExpectAsync<PublishPacket>()).Topic);

        await AcknowledgeAsync(2);
        await publishing[1].WaitAsync(Patience);
        Assert.Equal(4, (await Server.ExpectAsync<PublishPacket>()).PacketId);
        Assert.Equal([false, true, false, false], publishing.Select(task => task.IsCompleted));
    }

    [Fact]
    public async Task Cancelled_publish_keeps_its_packet_id_until_the_late_puback()
    {
        using var cancellation = new CancellationTokenSource();
        var publishing = Client.PublishAsync("a", default, MqttQos.AtLeastOnce, cancellation.Token);
        var publish = await Server.ExpectAsync<PublishPacket>();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing.WaitAsync(Patience));

        await AcknowledgeAsync(publish.PacketId);
        await PublishAcknowledgedAsync(2);
    }

    [Fact]
    public async Task Publish_cancelled_behind_the_window_is_never_sent()
    {
        using var cancellation = new CancellationTokenSource();
        var first = Enumerable.Range(0, 3).Select(number => Client.PublishAsync("a", Text(number))).ToArray();
        var givenUp = Client.PublishAsync("given up", default, MqttQos.AtLeastOnce, cancellation.Token);
        var last = Client.PublishAsync("last", default);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp.WaitAsync(Patience));

        for (var number = 0; number < 3; number++) await AcknowledgeAsync((await Server.ExpectAsync<PublishPacket>()).PacketId);
        var publish = await Server.ExpectAsync<PublishPacket>();
        Assert.Equal("last", publish.Topic);
        await AcknowledgeAsync(publish.PacketId);
        await Task.WhenAll([.. first, last]).WaitAsync(Patience);
    }

    [Fact]
    public async Task Connection_drop_fails_everything_that_waits_for_a_puback()
    {
        var publishing = Enumerable.Range(0, 5).Select(number => Client.PublishAsync("a", Text(number))).ToArray();
        await Server.ExpectAsync<PublishPacket>();
        await Server.DisposeAsync();

        foreach (var publish in publishing)
        {
            var failure = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publish.WaitAsync(Patience));
            Assert.StartsWith("the MQTT connection is closed: ", failure.Message, StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.PublishAsync("a", default));
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.PublishAsync("a", default, MqttQos.AtMostOnce));
    }

    [Theory]
    [InlineData("40020009")]
    [InlineData("9003000100")]
    [InlineData("B0020001")]
    public async Task Answer_to_nothing_that_was_asked_ends_the_connection(string hex)
    {
        var publishing = Client.PublishAsync("a", default);
        await Server.ExpectAsync<PublishPacket>();
        await Server.SendAsync(Convert.FromHexString(hex));
        var failure = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => publishing.WaitAsync(Patience));
        Assert.IsType<MqttProtocolViolationException>(failure.InnerException);
        Assert.Null(await Server.NextAsync());
    }

    [Theory]
    [InlineData("", MqttQos.AtLeastOnce)]
    [InlineData("a/#", MqttQos.AtMostOnce)]
    [InlineData("a", MqttQos.ExactlyOnce)]
    public async Task Impossible_message_is_refused_and_the_connection_goes_on(string topic, MqttQos qos)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Client.PublishAsync(topic, default, qos));
        await PublishAcknowledgedAsync(1);
    }

    private static byte[] Text(int number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private Task AcknowledgeAsync(ushort packetId) => Server.SendAsync(output => MqttPacketWriter.WritePubAck(output, packetId));

    private async Task PublishAcknowledgedAsync(ushort expectedPacketId)
    {
        var publishing = Client.PublishAsync("a", default);
        Assert.Equal(expectedPacketId, (await Server.ExpectAsync<PublishPacket>()).PacketId);
        await AcknowledgeAsync(expectedPacketId);
        await publishing.WaitAsync(Patience);
    }
}
