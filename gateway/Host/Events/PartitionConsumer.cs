using System.Buffers;
using Gateway.Core.StoreAndForward;
using Gateway.Host.Routing;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Events;

/// <summary>
/// Delivers one partition to the functions host: in order, one batch at a time, the same batch until it is accepted, then the
/// checkpoint. Runs in one task.
/// </summary>
internal sealed class PartitionConsumer(
    RoutedPartition partition, EventsTarget target, EventsContext context)
{
    private readonly RetryDelay _retry = new(context.Limits.EventRetryDelayMin, context.Limits.EventRetryDelayMax);

    /// <summary>The newest offset that was accepted, or passed over, and kept as the checkpoint.</summary>
    public OffsetProgress Delivered { get; } = new(partition.Checkpoint.Offset);

    /// <summary>Waits until it is through with all that is stored now.</summary>
    public Task DrainAsync(CancellationToken cancellation) => Delivered.WaitAsync(partition.NewestOffset, cancellation);

    /// <summary>Delivers until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var batch = await ReadAsync(stopping);
            if (batch.Read == 0) await WaitForMessagesAsync(stopping);
            else await DeliverAsync(batch, stopping);
        }
    }

    private async Task<RoutedBatch> ReadAsync(CancellationToken stopping)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await partition.ReadAfterAsync(Delivered.Offset, context.Limits.EventBatchMax, stopping);
            }
            catch (SqliteException e)
            {
                context.Log.PartitionNotRead(partition.Number, e);
            }

            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
        }
    }

    private async Task WaitForMessagesAsync(CancellationToken stopping)
    {
        await partition.WaitForNewerAsync(Delivered.Offset, stopping);
        if (context.Limits.EventFlushDelay > TimeSpan.Zero) await Task.Delay(context.Limits.EventFlushDelay, context.Clock, stopping);
    }

    private async Task DeliverAsync(RoutedBatch batch, CancellationToken stopping)
    {
        if (batch.Messages.Count > 0) await PostUntilAcceptedAsync(batch.Messages, stopping);
        for (var attempt = 0; !await TrySaveAsync(batch, stopping); attempt++)
            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
    }

    private async Task PostUntilAcceptedAsync(IReadOnlyList<StoredMessage> messages, CancellationToken stopping)
    {
        for (var attempt = 0; await PostAsync(messages, attempt, stopping) is { } reason; attempt++)
        {
            context.Counters.CountForwardFailure();
            context.Log.BatchNotAccepted(partition.Number, messages.Count, messages[0].Offset, reason);
            await Task.Delay(_retry.After(attempt), context.Clock, stopping);
        }
    }

    private async Task<string?> PostAsync(IReadOnlyList<StoredMessage> batch, int attempt, CancellationToken stopping)
    {
        var body = new ArrayBufferWriter<byte>();
        EventHubsBatch.Write(body, batch, new EventHubsBatchContext
        {
            FullyQualifiedNamespace = context.HostName,
            EventHubName = EventsContext.EventHubName,
            PartitionId = partition.Number,
            FunctionName = target.FunctionName,
            UtcNow = context.Clock.GetUtcNow(),
            RandGuid = Guid.NewGuid(),
            RetryCount = attempt,
        });
        return await target.PostAsync(body.WrittenMemory, stopping);
    }

    private async Task<bool> TrySaveAsync(RoutedBatch batch, CancellationToken stopping)
    {
        var checkpoint = new Checkpoint(batch.LastOffset);
        try
        {
            await partition.SaveAsync(checkpoint, stopping);
            context.Counters.CountForwarded(batch.Messages.Count);
            Delivered.Advance(checkpoint.Offset);
            return true;
        }
        catch (SqliteException e)
        {
            context.Log.CheckpointNotKept(partition.Number, checkpoint.Offset, e);
            return false;
        }
    }
}
