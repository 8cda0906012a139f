using Gateway.Core.Sessions;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Host.Connections;

/// <summary>One admitted connection from CONNACK to its end: a loop that reads packets, beside one that sends replies.</summary>
internal sealed class DeviceConnection(
    Session session, MqttPacketPipe packets, DeviceOutput output, ConnectionDeadline deadline, ConnectionScope scope)
{
    private readonly ReplyQueue _replies = new(output, deadline, scope.Limits.InFlightMax);

    /// <summary>Serves the client until it leaves or must go.</summary>
    /// <param name="silence">How long the client may be silent.</param>
    public async Task RunAsync(TimeSpan silence)
    {
        scope.Table.Enter(session, deadline);
        scope.Counters.CountConnected();
        try
        {
            deadline.EndAt(session.ExpiresAt);
            scope.Log.Connected(session.ClientId, session.ExpiresAt);
            scope.Log.Disconnected(session.ClientId, await ServeAsync(silence));
        }
        finally
        {
            scope.Counters.CountDisconnected();
            scope.Table.Leave(session, deadline);
        }
    }

    private async Task<string> ServeAsync(TimeSpan silence)
    {
        var replying = _replies.RunAsync();
        try
        {
            await _replies.AddAsync(
                PendingReply.Immediate(to => MqttPacketWriter.WriteConnAck(to, MqttConnectReturnCode.Accepted)), deadline.Ended);
            return await ReadAsync(silence);
        }
        finally
        {
            _replies.Complete();
            await replying;
        }
    }

    private async Task<string> ReadAsync(TimeSpan silence)
    {
        deadline.AllowSilence(silence);
        while (await packets.WaitToReadAsync(deadline.Ended))
        {
            // Half a packet is no sign of life, so the silence goes on.
            if (!packets.TryRead(out var packet)) continue;
            deadline.IgnoreSilence();
            do
            {
                if (packet is DisconnectPacket) return "it said DISCONNECT";
                await HandleAsync(packet);
            }
            while (packets.TryRead(out packet));
            deadline.AllowSilence(silence);
        }

        return packets.EndedInsidePacket ? "the connection ended inside a packet" : "the client closed the connection";
    }

    private ValueTask HandleAsync(MqttPacket packet) => packet switch
    {
        PublishPacket publish => PublishAsync(publish),
        SubscribePacket subscribe => SubscribeAsync(subscribe),
        UnsubscribePacket unsubscribe => UnsubscribeAsync(unsubscribe),
        PingReqPacket => ReplyAsync(PendingReply.Immediate(MqttPacketWriter.WritePingResp)),
        _ => throw new MqttProtocolViolationException($"an unexpected {packet.Type}"),
    };

    private async ValueTask PublishAsync(PublishPacket publish)
    {
        var id = publish.PacketId;
        var receipt = await session.ReceiveAsync(publish, deadline.Ended);
        await ReplyAsync(new PendingReply(receipt, id == 0 ? null : to => MqttPacketWriter.WritePubAck(to, id)));
    }

    private ValueTask SubscribeAsync(SubscribePacket subscribe)
    {
        MqttSubAckReturnCode[] codes = [.. subscribe.Subscriptions.Select(
            wanted => session.Subscribe(wanted, scope.Limits.SubscriptionsMax))];
        return ReplyAsync(PendingReply.Immediate(to => MqttPacketWriter.WriteSubAck(to, subscribe.PacketId, codes)));
    }

    private ValueTask UnsubscribeAsync(UnsubscribePacket unsubscribe)
    {
        foreach (var filter in unsubscribe.Filters) session.Unsubscribe(filter);
        return ReplyAsync(PendingReply.Immediate(to => MqttPacketWriter.WriteUnsubAck(to, unsubscribe.PacketId)));
    }

    private ValueTask ReplyAsync(PendingReply reply) => _replies.AddAsync(reply, deadline.Ended);
}
