using Gateway.Core.Routing;
using Gateway.Core.StoreAndForward;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Routing;

/// <summary>One partition as one endpoint reads it: what the routes give to others is passed over. For one caller at a time.</summary>
internal sealed class RoutedPartition(ConsumerPartition partition, EndpointRoutes routes)
{
    /// <inheritdoc cref="ConsumerPartition.Number"/>
    public int Number => partition.Number;

    /// <inheritdoc cref="ConsumerPartition.Checkpoint"/>
    public Checkpoint Checkpoint => partition.Checkpoint;

    /// <inheritdoc cref="ConsumerPartition.NewestOffset"/>
    public long NewestOffset => partition.NewestOffset;

    /// <inheritdoc cref="ConsumerPartition.WaitForNewerAsync"/>
    public Task WaitForNewerAsync(long offset, CancellationToken cancellation) => partition.WaitForNewerAsync(offset, cancellation);

    /// <summary>What the endpoint gets of the messages that follow an offset.</summary>
    /// <param name="offset">The offset behind which to begin.</param>
    /// <param name="max">How many to read at most.</param>
    /// <param name="cancellation">Ends the wait for twins.</param>
    /// <exception cref="SqliteException">The store cannot be read now.</exception>
    public async Task<RoutedBatch> ReadAfterAsync(long offset, int max, CancellationToken cancellation)
    {
        var read = partition.ReadAfter(offset, max);
        return read.Count == 0
            ? new RoutedBatch([], offset, 0)
            : new RoutedBatch(await routes.SelectAsync(read, cancellation), read[^1].Offset, read.Count);
    }

    /// <inheritdoc cref="ConsumerPartition.SaveAsync(Checkpoint, CancellationToken)"/>
    public Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation) => partition.SaveAsync(checkpoint, cancellation);
}
