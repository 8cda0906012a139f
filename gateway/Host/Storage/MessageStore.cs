using System.Threading.Channels;
using Gateway.Core.StoreAndForward;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>
/// The messages table: appends through the writer, tells consumers of each commit, and keeps within its limits. Thread-safe.
/// </summary>
internal sealed class MessageStore : IAsyncDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    private readonly StoreWriter _writer;
    private readonly int _batchMax;
    private readonly DeadLetterStore _deadLetters;
    private readonly OffsetProgress[] _stored;
    private readonly RetentionSweep _sweep;

    /// <summary>Reads where the store stands.</summary>
    public MessageStore(
        StoreConnection connection, StoreWriter writer, GatewayOptions options, GatewayCounters counters, TimeProvider clock, ILogger log)
    {
        (_writer, Counters) = (writer, counters);
        _batchMax = Math.Min(options.Limits.InFlightMax, options.Limits.CommitGroupMax);
        Table = new MessageTable(connection, options.EventPartitions);
        Retention = new MessageRetention(connection, options.EventPartitions, options, counters, clock);
        _deadLetters = new DeadLetterStore(options.Limits, clock);
        _stored = [.. Enumerable.Range(0, options.EventPartitions)
            .Select(partition => new OffsetProgress(MessageTable.NewestOffset(connection, partition)))];
        NewestEnqueuedAtUnixMs = connection.QueryLong("SELECT MAX(enqueued_at_unix_ms) FROM messages");
        _sweep = new RetentionSweep(SweepAsync, SweepPeriod, clock, log);
    }

    /// <summary>When the newest message was enqueued, as found at start; null in an empty store.</summary>
    public long? NewestEnqueuedAtUnixMs { get; }

    /// <summary>How many partitions there are.</summary>
    public int Partitions => _stored.Length;

    public GatewayCounters Counters { get; }

    /// <summary>What keeps the table within its limits.</summary>
    public MessageRetention Retention { get; }

    /// <summary>The table itself; for the writer's thread.</summary>
    public MessageTable Table { get; }

    /// <summary>The newest stored offset of a partition.</summary>
    public OffsetProgress Progress(int partition) => _stored[partition];

    /// <summary>The partition of a device.</summary>
    public int PartitionOf(string deviceId) => DevicePartition.Of(deviceId, _stored.Length);

    /// <summary>A way in for one connection.</summary>
    public IMessageLane OpenLane() => new MessageLane(this);

    /// <summary>An empty batch of a lane.</summary>
    public AppendBatch OpenBatch(MessageLane lane, int partition) => new(this, lane, partition, _batchMax);

    /// <summary>Queues a batch.</summary>
    public ValueTask<Task<AppendResult>> QueueAsync(AppendBatch batch, CancellationToken cancellation) =>
        _writer.EnqueueAsync(batch, cancellation);

    /// <summary>Queues a batch again once there may be room for it.</summary>
    public void QueueWhenThereIsRoom(AppendBatch batch) => _ = WaitAndQueueAsync(batch);

    /// <summary>Keeps a consumer's place and what it gave up, and drops what all consumers left behind them.</summary>
    public async Task SaveCheckpointAsync(
        string consumer, int partition, Checkpoint checkpoint, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellation) =>
        await await _writer.EnqueueAsync(
            new SaveCheckpoint(consumer, partition, checkpoint, deadLetters, _deadLetters, this), cancellation);

    /// <summary>A transaction was rolled back: what was counted in it is not so. For the writer's thread.</summary>
    public void Forget()
    {
        Retention.Forget();
        Table.Forget();
        _deadLetters.Forget();
    }

    public ValueTask DisposeAsync() => _sweep.DisposeAsync();

    private async Task WaitAndQueueAsync(AppendBatch batch)
    {
        try
        {
            await Retention.WaitForRoomAsync();
            await _writer.EnqueueAsync(batch, CancellationToken.None);
        }
        catch (ChannelClosedException e)
        {
            batch.Fail(e);
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        for (var partition = 0; partition < Partitions; partition++)
            while (await await _writer.EnqueueAsync(new DropOver(partition, this), stopping)) continue;
    }
}
