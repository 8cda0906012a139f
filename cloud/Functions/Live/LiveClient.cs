using System.Threading.Channels;

namespace Cloud.Functions.Live;

/// <summary>The queue between the commits and one page. Thread-safe.</summary>
internal sealed class LiveClient
{
    /// <summary>The most batches of events that wait for one client: about half a minute of a busy stream.</summary>
    public const int QueuedMax = 512;

    private readonly Channel<ReadOnlyMemory<byte>> _queue =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(QueuedMax) { SingleReader = true });

    /// <summary>Queues server-sent events.</summary>
    /// <returns>False when the queue is full or ended.</returns>
    public bool TryQueue(ReadOnlyMemory<byte> events) => _queue.Writer.TryWrite(events);

    /// <summary>Ends the stream after what is queued.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>What is queued, in order, until the stream ends.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellationToken) =>
        _queue.Reader.ReadAllAsync(cancellationToken);
}
