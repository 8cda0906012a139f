using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>One connection's way into the store: what is appended while earlier messages wait for the writer goes with them.</summary>
internal sealed class MessageLane(MessageStore store) : IMessageLane
{
    private AppendBatch? _open;

    /// <summary>Whether a message of this lane was not stored, so that none after it may be. Used on the writer's thread only.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The first batch that waits for room; none may go before it. Used on the writer's thread only.</summary>
    public AppendBatch? Waiting { get; set; }

    /// <inheritdoc/>
    public ValueTask<Task<AppendResult>> AppendAsync(Message message, CancellationToken cancellation)
    {
        store.Counters.CountReceived();
        var partition = store.PartitionOf(message.DeviceId);
        return _open is { } open && open.TryAdd(message, partition)
            ? new(open.Completion)
            : QueueAsync(store.OpenBatch(this, partition), message, partition, cancellation);
    }

    private async ValueTask<Task<AppendResult>> QueueAsync(
        AppendBatch batch, Message message, int partition, CancellationToken cancellation)
    {
        batch.TryAdd(message, partition);
        var completion = await store.QueueAsync(batch, cancellation);
        _open = batch;
        return completion;
    }
}
