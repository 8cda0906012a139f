using System.Buffers;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Mqtt.Packets;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

public sealed class MqttClientReceiveTests : ConnectedClient
{
    private protected override MqttClientOptions Options => Emulator.Options with { UnreadMessagesMax = 2 };

    [Fact]
    public async Task Subscribe_completes_with_the_qos_that_is_granted()
    {
        var subscribing = Client.SubscribeAsync("$dps/registrations/res/#", MqttQos.AtLeastOnce);
        var subscribe = await Server.ExpectAsync<SubscribePacket>();
        Assert.Equal([new MqttSubscription("$dps/registrations/res/#", MqttQos.AtLeastOnce)], subscribe.Subscriptions);
        await Server.SendAsync(output => MqttPacketWriter.WriteSubAck(output, subscribe.PacketId, MqttSubAckReturnCode.GrantedAtMostOnce));
        Assert.Equal(MqttQos.AtMostOnce, await subscribing.WaitAsync(Patience));
    }

    [Fact]
    public async Task Refused_subscription_is_named_and_the_connection_goes_on()
    {
        var subscribing = Client.SubscribeAsync("a/#", MqttQos.AtMostOnce);
        var subscribe = await Server.ExpectAsync<SubscribePacket>();
        await Server.SendAsync(output => MqttPacketWriter.WriteSubAck(output, subscribe.PacketId, MqttSubAckReturnCode.Failure));
        var refusal = await Assert.ThrowsAsync<MqttSubscriptionRefusedException>(() => subscribing.WaitAsync(Patience));
        Assert.Equal("a/#", refusal.Filter);

        await SendAsync("a", "1", MqttQos.AtMostOnce);
        Assert.Equal("a", (await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Topic);
    }

    [Fact]
    public async Task Unsubscribe_completes_at_the_unsuback()
    {
        var unsubscribing = Client.UnsubscribeAsync("a/#");
        var unsubscribe = await Server.ExpectAsync<UnsubscribePacket>();
        Assert.Equal(["a/#"], unsubscribe.Filters);
        Assert.False(unsubscribing.IsCompleted);
        await Server.SendAsync(output => MqttPacketWriter.WriteUnsubAck(output, unsubscribe.PacketId));
        await unsubscribing.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("a/#/b")]
    [InlineData("")]
    public async Task Malformed_filter_is_refused_before_it_is_sent(string filter)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.SubscribeAsync(filter, MqttQos.AtMostOnce));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.UnsubscribeAsync(filter));
    }

    [Fact]
    public async Task Messages_arrive_in_order_and_qos_1_is_acknowledged()
    {
        await SendAsync("a", "1", MqttQos.AtMostOnce);
        await SendAsync("b", "2", MqttQos.AtLeastOnce, 7);
        var first = await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        var second = await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(("a", "1", MqttQos.AtMostOnce), (first.Topic, Convert.ToHexString(first.Payload.Span)[1..], first.Qos));
        Assert.Equal(("b", "2", MqttQos.AtLeastOnce), (second.Topic, Convert.ToHexString(second.Payload.Span)[1..], second.Qos));
        Assert.Equal(7, (await Server.ExpectAsync<PubAckPacket>()).PacketId);
    }

    [Fact]
    public async Task Message_is_acknowledged_only_once_it_has_found_room()
    {
        for (ushort packetId = 1; packetId <= 3; packetId++) await SendAsync("a", "1", MqttQos.AtLeastOnce, packetId);
        Assert.Equal(1, (await Server.ExpectAsync<PubAckPacket>()).PacketId);
        Assert.Equal(2, (await Server.ExpectAsync<PubAckPacket>()).PacketId);
        await Client.PublishAsync("marker", default, MqttQos.AtMostOnce);
        await Server.ExpectAsync<PublishPacket>();

        await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(3, (await Server.ExpectAsync<PubAckPacket>()).PacketId);
    }

    [Fact]
    public async Task Packet_that_trickles_in_byte_by_byte_is_read_whole()
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.WritePublish(output, "a/b", new byte[300], MqttQos.AtLeastOnce, 9);
        foreach (var single in output.WrittenSpan.ToArray()) await Server.SendAsync(new[] { single });
        Assert.Equal(300, (await Client.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Payload.Length);
        Assert.Equal(9, (await Server.ExpectAsync<PubAckPacket>()).PacketId);
    }

    [Theory]
    [InlineData("34050001610001", "QoS 2")]
    [InlineData("100D00044D515454040200000001" + "61", "Connect is not for a client")]
    [InlineData("50020001", "PubRec is not for a client")]
    [InlineData("C000", "PingReq is not for a client")]
    [InlineData("30FFFFFF7F", "limit")]
    [InlineData("300400026100", "U+0000")]
    [InlineData("FF", "reserved")]
    public async Task Packet_that_no_server_may_send_ends_the_connection(string hex, string says)
    {
        await Server.SendAsync(Convert.FromHexString(hex));
        var end = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        Assert.Contains(says, end.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Messages.Completion.WaitAsync(Patience));
    }

    [Fact]
    public async Task Server_that_closes_inside_a_packet_is_named()
    {
        await Server.SendAsync(Convert.FromHexString("30050003"));
        await Server.DisposeAsync();
        var end = await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        Assert.Contains("inside a packet", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_came_before_the_end_can_still_be_read()
    {
        await SendAsync("a", "1", MqttQos.AtMostOnce);
        await Server.DisposeAsync();
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => Client.Completion.WaitAsync(Patience));
        Assert.True(Client.Messages.TryRead(out var message));
        Assert.Equal("a", message.Topic);
    }

    private Task SendAsync(string topic, string digit, MqttQos qos, ushort packetId = 0) =>
        Server.SendAsync(output => MqttPacketWriter.WritePublish(output, topic, [(byte)digit[0]], qos, packetId));
}
