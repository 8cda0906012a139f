using Gateway.Host.Routing;

namespace Gateway.Host.Files;

/// <summary>An endpoint of cold storage: one consumer for each partition, each with its own checkpoint and files. Thread-safe.</summary>
internal sealed class FilesEndpoint : IAsyncDisposable
{
    private readonly RoutedGroup _group;
    private readonly CancellationTokenSource _stopping = new();
    private readonly (RoutedPartition Partition, FilesConsumer Consumer)[] _consumers;
    private readonly Task[] _loops;

    /// <summary>Starts to write what the group gets; the group is the endpoint's own from here on.</summary>
    public FilesEndpoint(RoutedGroup group, FilesContext context)
    {
        _group = group;
        _consumers = [.. group.Partitions.Select(partition => (partition, new FilesConsumer(partition, context)))];
        _loops = [.. _consumers.Select(each => RunAsync(each.Consumer, context))];
    }

    /// <summary>Waits until all that is stored now was written, whether or not its file is complete.</summary>
    public Task DrainAsync(CancellationToken cancellation) =>
        Task.WhenAll(_consumers.Select(each => each.Consumer.Written.WaitAsync(each.Partition.NewestOffset, cancellation)));

    /// <summary>Completes the files that are open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        foreach (var (_, consumer) in _consumers) consumer.Dispose();
        _group.Dispose();
        _stopping.Dispose();
    }

    private Task RunAsync(FilesConsumer consumer, FilesContext context) => Task.Run(async () =>
    {
        try
        {
            await consumer.RunAsync(_stopping.Token);
        }
        catch (Exception e)
        {
            context.Log.EndpointEnded(context.Options.Name, e);
            throw;
        }
    });
}
