using Gateway.Core.Registry;
using Gateway.Host.Storage;

namespace Gateway.Host.Upstream;

/// <summary>
/// The endpoint "upstream": a consumer group whose messages go on to the parent, each over its own identity. Thread-safe.
/// </summary>
internal sealed class UpstreamEndpoint : IAsyncDisposable
{
    private const string ConsumerName = "upstream";

    private readonly ConsumerGroup _group;
    private readonly UpstreamForwarder _forwarder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _loops;

    private UpstreamEndpoint(ConsumerGroup group, IDeviceRegistry registry, RelayPorts ports, UpstreamContext context)
    {
        _group = group;
        var dialer = new UpstreamDialer(context.Options, registry, context.SystemClock);
        _forwarder = new UpstreamForwarder(group.Partitions, dialer, ports, context);
        _loops =
        [
            RunAsync(_forwarder.RunAsync, context), .. group.Partitions.Select(partition =>
                RunAsync(stopping => _forwarder.WatchAsync(partition, stopping), context)),
        ];
    }

    /// <summary>Registers the endpoint as a consumer group and starts to send.</summary>
    public static async Task<UpstreamEndpoint> StartAsync(
        ConsumerGroups groups, IDeviceRegistry registry, RelayPorts ports, UpstreamContext context, CancellationToken cancellation) =>
        new(await groups.RegisterAsync(ConsumerName, cancellation), registry, ports, context);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        await _forwarder.DisposeAsync();
        _group.Dispose();
        _stopping.Dispose();
    }

    private Task RunAsync(Func<CancellationToken, Task> loop, UpstreamContext context) => Task.Run(async () =>
    {
        try
        {
            await loop(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The gateway stops; what was not acknowledged is sent after the next start.
        }
        catch (Exception e)
        {
            context.Log.UpstreamEnded(e);
            throw;
        }
    });
}
