using Gateway.Host.Storage;

namespace Gateway.Host.Events;

/// <summary>The endpoint "events": one consumer for each partition, each with its own checkpoint. Thread-safe.</summary>
internal sealed class EventsEndpoint : IAsyncDisposable
{
    private const string ConsumerName = "events";

    private readonly EventsTarget _target;
    private readonly MessageStore _messages;
    private readonly PartitionReader[] _readers;
    private readonly PartitionConsumer[] _consumers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _loops;

    public EventsEndpoint(Uri url, GatewayDatabase database, MessageStore messages, EventsContext context)
    {
        _messages = messages;
        _target = new EventsTarget(url, context.Limits.EventRequestTimeout);
        _readers = [.. Enumerable.Range(0, messages.Stored.Count).Select(partition => new PartitionReader(database.Open(), partition))];
        _consumers = [.. _readers.Select((reader, partition) =>
            new PartitionConsumer(ConsumerName, partition, reader, messages, _target, context))];
        _loops = [.. _consumers.Select(consumer => RunAsync(consumer, context))];
    }

    /// <summary>Waits until all that is stored now was delivered.</summary>
    public Task DrainAsync(CancellationToken cancellation) =>
        Task.WhenAll(
            _consumers.Select((consumer, partition) => consumer.Delivered.WaitAsync(_messages.Stored[partition].Offset, cancellation)));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        foreach (var reader in _readers) reader.Dispose();
        _target.Dispose();
        _stopping.Dispose();
    }

    private Task RunAsync(PartitionConsumer consumer, EventsContext context) => Task.Run(async () =>
    {
        try
        {
            await consumer.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The gateway stops; what was not accepted is delivered after the next start.
        }
        catch (Exception e)
        {
            context.Log.ConsumerEnded(e);
            throw;
        }
    });
}
