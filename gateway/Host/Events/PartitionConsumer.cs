using System.Buffers;
using Gateway.Core.StoreAndForward;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Events;

/// <summary>
/// Delivers one partition to the functions host: in order, one batch at a time, the same batch until it is accepted, then the
/// checkpoint. Runs in one task.
/// </summary>
internal sealed class PartitionConsumer(
    string name, int partition, PartitionReader reader, MessageStore messages, EventsTarget target, EventsContext context)
{
    private readonly RetryDelay _retry = new(context.Limits.EventRetryDelayMin, context.Limits.EventRetryDelayMax);

    /// <summary>The newest offset that was accepted and kept as the checkpoint.</summary>
    public OffsetProgress Delivered { get; } = new(reader.Checkpoint(name));

    /// <summary>Delivers until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var batch = await ReadAsync(stopping);
            if (batch.Count == 0) await WaitForMessagesAsync(stopping);
            else await DeliverAsync(batch, stopping);
        }
    }

    private async Task<IReadOnlyList<StoredMessage>> ReadAsync(CancellationToken stopping)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return reader.ReadAfter(Delivered.Offset, context.Limits.EventBatchMax);
            }
            catch (SqliteException e)
            {
                context.Log.PartitionNotRead(partition, e);
            }

            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
        }
    }

    private async Task WaitForMessagesAsync(CancellationToken stopping)
    {
        await messages.Stored[partition].WaitAsync(Delivered.Offset + 1, stopping);
        if (context.Limits.EventFlushDelay > TimeSpan.Zero) await Task.Delay(context.Limits.EventFlushDelay, context.Clock, stopping);
    }

    private async Task DeliverAsync(IReadOnlyList<StoredMessage> batch, CancellationToken stopping)
    {
        for (var attempt = 0; await PostAsync(batch, attempt, stopping) is { } reason; attempt++)
        {
            context.Counters.CountForwardFailure();
            context.Log.BatchNotAccepted(partition, batch.Count, batch[0].Offset, reason);
            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
        }

        var offset = batch[^1].Offset;
        for (var attempt = 0; !await TrySaveAsync(offset, stopping); attempt++)
            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
        context.Counters.CountForwarded(batch.Count);
        Delivered.Advance(offset);
    }

    private async Task<string?> PostAsync(IReadOnlyList<StoredMessage> batch, int attempt, CancellationToken stopping)
    {
        var body = new ArrayBufferWriter<byte>();
        EventHubsBatch.Write(body, batch, new EventHubsBatchContext
        {
            FullyQualifiedNamespace = context.HostName,
            EventHubName = EventsContext.EventHubName,
            PartitionId = partition,
            FunctionName = target.FunctionName,
            UtcNow = context.Clock.GetUtcNow(),
            RandGuid = Guid.NewGuid(),
            RetryCount = attempt,
        });
        return await target.PostAsync(body.WrittenMemory, stopping);
    }

    private async Task<bool> TrySaveAsync(long offset, CancellationToken stopping)
    {
        try
        {
            await messages.SaveCheckpointAsync(name, partition, offset, stopping);
            return true;
        }
        catch (SqliteException e)
        {
            context.Log.CheckpointNotKept(partition, offset, e);
            return false;
        }
    }
}
