using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>
/// The messages table: appends through the writer, tells consumers of each commit, and keeps within its limit. Thread-safe.
/// </summary>
internal sealed class MessageStore
{
    private readonly StoreWriter _writer;
    private readonly GatewayCounters _counters;
    private readonly MessageRetention _retention;
    private readonly DeadLetterStore _deadLetters;
    private readonly OffsetProgress[] _stored;

    /// <summary>Reads where the store stands.</summary>
    public MessageStore(
        StoreConnection connection, StoreWriter writer, int partitions, GatewayLimits limits, GatewayCounters counters, TimeProvider clock)
    {
        (_writer, _counters) = (writer, counters);
        _retention = new MessageRetention(connection, partitions, limits, clock);
        _deadLetters = new DeadLetterStore(limits, clock);
        _stored = [.. Enumerable.Range(0, partitions).Select(partition => new OffsetProgress(NewestOffset(connection, partition)))];
        NewestEnqueuedAtUnixMs = connection.QueryLong("SELECT enqueued_at_unix_ms FROM messages ORDER BY offset DESC LIMIT 1");
    }

    /// <summary>When the newest message was enqueued, as found at start; null in an empty store.</summary>
    public long? NewestEnqueuedAtUnixMs { get; }

    /// <summary>The newest stored offset of each partition.</summary>
    public IReadOnlyList<OffsetProgress> Stored => _stored;

    /// <summary>A way in for one connection.</summary>
    public IMessageLane OpenLane() => new MessageLane(this);

    /// <summary>Queues a message of a lane.</summary>
    public ValueTask<Task<AppendResult>> AppendAsync(Message message, MessageLane lane, CancellationToken cancellation)
    {
        _counters.CountReceived();
        var partition = DevicePartition.Of(message.DeviceId, _stored.Length);
        return _writer.EnqueueAsync(new Append(message, partition, lane, _retention, _stored[partition], _counters), cancellation);
    }

    /// <summary>Keeps a consumer's place and what it gave up, and drops what all consumers left behind them.</summary>
    public async Task SaveCheckpointAsync(
        string consumer, int partition, Checkpoint checkpoint, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellation) =>
        await await _writer.EnqueueAsync(
            new SaveCheckpoint(consumer, partition, checkpoint, deadLetters, _deadLetters, _retention, _counters), cancellation);

    private static long NewestOffset(StoreConnection connection, int partition) =>
        connection.QueryLong("SELECT MAX(offset) FROM messages WHERE partition = @partition", ("@partition", partition)) ?? 0;
}
