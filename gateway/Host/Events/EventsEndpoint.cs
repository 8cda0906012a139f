using Gateway.Host.Storage;

namespace Gateway.Host.Events;

/// <summary>The endpoint "events": one consumer for each partition, each with its own checkpoint. Thread-safe.</summary>
internal sealed class EventsEndpoint : IAsyncDisposable
{
    private const string ConsumerName = "events";

    private readonly EventsTarget _target;
    private readonly ConsumerGroup _group;
    private readonly PartitionConsumer[] _consumers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _loops;

    private EventsEndpoint(Uri url, ConsumerGroup group, EventsContext context)
    {
        _group = group;
        _target = new EventsTarget(url, context.Limits.EventRequestTimeout);
        _consumers = [.. group.Partitions.Select(partition => new PartitionConsumer(partition, _target, context))];
        _loops = [.. _consumers.Select(consumer => RunAsync(consumer, context))];
    }

    /// <summary>Registers the endpoint as a consumer group and starts to deliver.</summary>
    public static async Task<EventsEndpoint> StartAsync(
        Uri url, ConsumerGroups groups, EventsContext context, CancellationToken cancellation) =>
        new(url, await groups.RegisterAsync(ConsumerName, cancellation), context);

    /// <summary>Waits until all that is stored now was delivered.</summary>
    public Task DrainAsync(CancellationToken cancellation) =>
        Task.WhenAll(_consumers.Select(consumer => consumer.DrainAsync(cancellation)));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _group.Dispose();
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
