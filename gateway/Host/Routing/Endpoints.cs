using Gateway.Core.Routing;
using Gateway.Core.Routing.Configuration;
using Gateway.Core.Routing.Files;
using Gateway.Host.Events;
using Gateway.Host.Files;
using Gateway.Host.Storage;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Routing;

/// <summary>Everything that takes routed messages out of the store, each a consumer group of its own. Thread-safe.</summary>
internal sealed class Endpoints : IAsyncDisposable
{
    /// <summary>The built-in endpoint, and its consumer group.</summary>
    public const string Events = "events";

    private readonly List<IAsyncDisposable> _running = [];
    private EventsEndpoint? _events;

    private Endpoints()
    {
    }

    /// <summary>Starts the endpoints that are configured.</summary>
    public static async Task<Endpoints> StartAsync(
        GatewayOptions options,
        RoutingConfiguration routing,
        GatewayStore store,
        GatewayCounters counters,
        TimeProvider clock,
        ILogger log,
        CancellationToken cancellation)
    {
        var endpoints = new Endpoints();
        try
        {
            if (options.EventsUrl is { } url)
                endpoints._events = endpoints.Keep(new EventsEndpoint(
                    url,
                    await RegisterAsync(Events, routing.Routes, store, cancellation),
                    new EventsContext(options.HostName, options.Limits, counters, clock, log)));
            foreach (var files in routing.Files)
                endpoints.Keep(new FilesEndpoint(
                    await RegisterAsync(files.Name, routing.Routes, store, cancellation),
                    new FilesContext(files, new ColdFileName(files.FileNameFormat, options.HostName), options.Limits, counters, clock, log)));
            return endpoints;
        }
        catch
        {
            await endpoints.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the events endpoint, where there is one, was through with all that is stored now.</summary>
    public Task DrainEventsAsync(CancellationToken cancellation) => _events?.DrainAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Waits until all that is stored now was written to cold storage, whether or not its file is complete.</summary>
    public Task DrainFilesAsync(CancellationToken cancellation) =>
        Task.WhenAll(_running.OfType<FilesEndpoint>().Select(files => files.DrainAsync(cancellation)));

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _running) await endpoint.DisposeAsync();
    }

    private static async Task<RoutedGroup> RegisterAsync(
        string endpoint, RouteTable routes, GatewayStore store, CancellationToken cancellation) =>
        new(await store.Consumers.RegisterAsync(endpoint, cancellation), () => new EndpointRoutes(routes, endpoint, store.Twins));

    private T Keep<T>(T endpoint)
        where T : IAsyncDisposable
    {
        _running.Add(endpoint);
        return endpoint;
    }
}
