using Gateway.Host.Routing;

namespace Gateway.Host.Events;

/// <summary>The endpoint "events": one consumer for each partition, each with its own checkpoint. Thread-safe.</summary>
internal sealed class EventsEndpoint : IAsyncDisposable
{
    private readonly EventsTarget _target;
    private readonly RoutedGroup _group;
    private readonly PartitionConsumer[] _consumers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _loops;

    /// <summary>Starts to deliver what the group gets; the group is the endpoint's own from here on.</summary>
    public EventsEndpoint(Uri url, RoutedGroup group, EventsContext context)
    {
        _group = group;
        _target = new EventsTarget(url, context.Limits.EventRequestTimeout);
        _consumers = [.. group.Partitions.Select(partition => new PartitionConsumer(partition, _target, context))];
        _loops = [.. _consumers.Select(consumer => RunAsync(consumer, context))];
    }

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
