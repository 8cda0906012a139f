using System.Threading.Channels;
using Gateway.Core.Sessions;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Connections;

/// <summary>One admitted connection from CONNACK to its end: a loop that reads packets, beside one that sends replies.</summary>
internal sealed class DeviceConnection
{
    private readonly Session _session;
    private readonly MqttPacketPipe _packets;
    private readonly ConnectionDeadline _deadline;
    private readonly ConnectionScope _scope;
    private readonly ReplyQueue _replies;
    private readonly DeviceLink _link;
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _latest = Task.CompletedTask;
    private bool _saidGoodbye;

    public DeviceConnection(
        Session session, MqttPacketPipe packets, DeviceOutput output, ConnectionDeadline deadline, ConnectionScope scope)
    {
        (_session, _packets, _deadline, _scope) = (session, packets, deadline, scope);
        _replies = new ReplyQueue(output, deadline, scope.Limits.InFlightMax);
        _link = new DeviceLink(_replies, deadline);
    }

    /// <summary>Serves the client until it leaves or must go.</summary>
    /// <param name="silence">How long the client may be silent.</param>
    public async Task RunAsync(TimeSpan silence)
    {
        var older = _scope.Table.Enter(_session, _deadline, _settled.Task);
        _scope.Counters.CountConnected();
        try
        {
            // What an older connection received is stored, or refused, before anything that comes over this one.
            await older.WaitAsync(_deadline.Ended);
            _deadline.EndAt(_session.ExpiresAt);
            _scope.Log.Connected(_session.ClientId, _session.ExpiresAt);
            _scope.Log.Disconnected(_session.ClientId, await ServeAsync(silence));
        }
        finally
        {
            _scope.Counters.CountDisconnected();
            await SettleAsync(older);
            _scope.Table.Leave(_session, _deadline, _settled.Task);
        }
    }

    private async Task<string> ServeAsync(TimeSpan silence)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Ended);
        var replying = _replies.RunAsync();
        var pushing = Task.CompletedTask;
        try
        {
            await ReplyAsync(PendingReply.Immediate(
                to => MqttPacketWriter.WriteConnAck(to, MqttConnectReturnCode.Accepted, _session.IsPresent)));
            pushing = PushAsync(ended.Token);
            return await ReadAsync(silence);
        }
        finally
        {
            await ended.CancelAsync();
            _ = SettleAsync(Task.CompletedTask);
            _link.Close();
            await pushing;
            _replies.Complete();
            await replying;
            if (!_saidGoodbye) await LoseAsync();
        }
    }

    // Messages are stored in their order, so when the fate of the latest is known, that of all is. A peer that does not take its
    // PUBACKs delays nobody.
    private async Task SettleAsync(Task older)
    {
        await older.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _latest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _settled.TrySetResult();
    }

    // MQTT 3.1.1 section 3.1.2.5: whatever ended the connection, without DISCONNECT the will is published.
    private async Task LoseAsync()
    {
        try
        {
            if (!await _session.LoseAsync(CancellationToken.None)) _scope.Log.WillNotStored(_session.ClientId, "the store is full");
        }
        catch (Exception e) when (e is SqliteException or ChannelClosedException)
        {
            _scope.Log.WillNotStored(_session.ClientId, e.Message);
        }
    }

    // What cannot be read from the store now is delivered over the next connection.
    private async Task PushAsync(CancellationToken ended)
    {
        try
        {
            await _session.PushAsync(_link, ended);
        }
        catch (SqliteException e)
        {
            _scope.Log.PushesNotRead(_session.ClientId, e);
            _deadline.End("what waits for it could not be read");
        }
    }

    private async Task<string> ReadAsync(TimeSpan silence)
    {
        _deadline.AllowSilence(silence);
        while (await _packets.WaitToReadAsync(_deadline.Ended))
        {
            // Half a packet is no sign of life, so the silence goes on.
            if (!_packets.TryRead(out var packet)) continue;
            _deadline.IgnoreSilence();
            do
            {
                _saidGoodbye = packet is DisconnectPacket;
                if (_saidGoodbye) return "it said DISCONNECT";
                await HandleAsync(packet);
            }
            while (_packets.TryRead(out packet));
            _deadline.AllowSilence(silence);
        }

        return _packets.EndedInsidePacket ? "the connection ended inside a packet" : "the client closed the connection";
    }

    private ValueTask HandleAsync(MqttPacket packet) => packet switch
    {
        PublishPacket publish => PublishAsync(publish),
        SubscribePacket subscribe => SubscribeAsync(subscribe),
        UnsubscribePacket unsubscribe => UnsubscribeAsync(unsubscribe),
        PubAckPacket acknowledgement => Acknowledge(acknowledgement),
        PingReqPacket => ReplyAsync(PendingReply.Immediate(MqttPacketWriter.WritePingResp)),
        _ => throw new MqttProtocolViolationException($"an unexpected {packet.Type}"),
    };

    private async ValueTask PublishAsync(PublishPacket publish)
    {
        var receipt = await _session.ReceiveAsync(publish, _deadline.Ended);
        _latest = receipt;
        await ReplyAsync(new PendingReply(receipt, Write: null, publish.PacketId));
    }

    private ValueTask Acknowledge(PubAckPacket acknowledgement)
    {
        _link.Acknowledge(acknowledgement.PacketId);
        return ValueTask.CompletedTask;
    }

    private ValueTask SubscribeAsync(SubscribePacket subscribe)
    {
        var (codes, durable) = _session.Subscribe(subscribe.Subscriptions, _scope.Limits.SubscriptionsMax, _deadline.Ended);
        return ReplyAsync(PendingReply.After(durable, to => MqttPacketWriter.WriteSubAck(to, subscribe.PacketId, codes)));
    }

    private ValueTask UnsubscribeAsync(UnsubscribePacket unsubscribe)
    {
        var durable = _session.Unsubscribe(unsubscribe.Filters, _deadline.Ended);
        return ReplyAsync(PendingReply.After(durable, to => MqttPacketWriter.WriteUnsubAck(to, unsubscribe.PacketId)));
    }

    private ValueTask ReplyAsync(PendingReply reply) => _replies.AddAsync(reply, _deadline.Ended);
}
