using System.Threading.Channels;
using Gateway.Core.Sessions;
using Gateway.Mqtt;

namespace Gateway.Host.Connections;

/// <summary>
/// What the hub says to a device of its own accord: through the same queue as the replies, so that one writer writes. Gives out the
/// packet identifiers of QoS 1. Thread-safe.
/// </summary>
internal sealed class DeviceLink(ReplyQueue replies, ConnectionDeadline deadline) : IDeviceLink
{
    private static readonly Task<bool> Sent = Task.FromResult(true);
    private static readonly Task<bool> Lost = Task.FromResult(false);

    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, TaskCompletionSource<bool>> _unacknowledged = [];
    private ushort _lastId;
    private bool _isClosed;

    /// <inheritdoc/>
    public async ValueTask<Task<bool>> SendAsync(Push push)
    {
        var (id, acknowledged) = push.Qos == MqttQos.AtMostOnce ? ((ushort)0, Sent) : Open();
        try
        {
            await replies.AddAsync(
                PendingReply.Immediate(to => MqttPacketWriter.WritePublish(to, push.Topic, push.Body.Span, push.Qos, id)), deadline.Ended);
            return acknowledged;
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            // The connection is over: whoever wanted to say something says it over the next one.
            return Lost;
        }
    }

    /// <inheritdoc/>
    public void End(string reason) => deadline.End(reason);

    /// <summary>The device acknowledged a message.</summary>
    /// <exception cref="MqttProtocolViolationException">It was sent none with this identifier.</exception>
    public void Acknowledge(ushort packetId)
    {
        TaskCompletionSource<bool>? acknowledged;
        lock (_lock)
        {
            if (!_unacknowledged.Remove(packetId, out acknowledged))
                throw new MqttProtocolViolationException($"PUBACK {packetId} acknowledges nothing that was sent");
        }

        acknowledged.SetResult(true);
    }

    /// <summary>The connection is over: what has no acknowledgement gets none.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var lost in _unacknowledged.Values) lost.SetResult(false);
            _unacknowledged.Clear();
        }
    }

    private (ushort Id, Task<bool> Acknowledged) Open()
    {
        lock (_lock)
        {
            if (_isClosed) return (1, Lost);
            do _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
            while (_unacknowledged.ContainsKey(_lastId));
            var acknowledged = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _unacknowledged[_lastId] = acknowledged;
            return (_lastId, acknowledged.Task);
        }
    }
}
