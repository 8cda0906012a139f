using Cloud.Functions.Api;
using Cloud.Functions.Dashboard;
using Cloud.Functions.Invocations;
using Cloud.Functions.Live;
using Cloud.Functions.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions;

/// <summary>
/// The Azure Functions custom handler, its store, the HTTP API and the dashboard, in one process and on one loopback port.
/// Thread-safe.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ReportReader _reports;
    private readonly StreamPipeline _pipeline;
    private readonly LiveFeed _feed;
    private readonly LivePulse _pulse;
    private readonly IdleAdvance _advance;

    private FunctionsHost(FunctionsOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger<FunctionsHost>();
        var database = CloudDatabase.Open(options.DataDirectory);
        _reports = new ReportReader(database);
        _feed = new LiveFeed();
        _pipeline = new StreamPipeline(database, _feed, log);
        var counters = new CounterBoard(() => _pipeline.Counts, options.Counters);
        _web = WebListener.Build(options, loggers);
        _web.MapPost("/telemetry", new TelemetryEndpoint(_pipeline, clock, log).HandleAsync);
        _web.MapGet("/api/live", new LiveEndpoint(_feed).HandleAsync);
        new ApiEndpoints(new HistoryReader(database), counters.Read, clock).Map(_web);
        DashboardEndpoint.Map(_web);
        _pulse = new LivePulse(_feed, counters.Read, TimeProvider.System);
        _advance = new IdleAdvance(_pipeline, clock, options.AdvanceInterval, log);
    }

    /// <summary>Where the handler listens, for example <c>http://127.0.0.1:5080/</c>; the dashboard is at its root.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Opens the store, restores the stream processor from it, and listens.</summary>
    /// <param name="options">Where to store and where to listen.</param>
    /// <param name="clock">The clock of event time's world: it drives the advance of silent devices' windows.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The host, listening.</returns>
    /// <exception cref="IOException">The port cannot be had, or the store cannot be opened or gone on with; the message is one line.</exception>
    public static async Task<FunctionsHost> StartAsync(
        FunctionsOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);
        var host = new FunctionsHost(options, clock, loggers);
        try
        {
            host.Address = await WebListener.StartAsync(host._web, options.Port, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Counts what the store holds now, and lists its alerts.</summary>
    /// <returns>What the last commit left in the store.</returns>
    public StoreReport Report() => _reports.Read();

    /// <summary>Counts the readings of one device that carry one boot number: what of a run has arrived.</summary>
    /// <param name="deviceId">The authenticated device.</param>
    /// <param name="boot">The boot number that the device's messages carry.</param>
    public long CountReadings(string deviceId, int boot) => _reports.CountReadings(deviceId, boot);

    /// <summary>Stops listening, lets a batch that is being committed finish, and closes the store.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        _feed.Complete();
        await _pulse.DisposeAsync();
        await _web.StopAsync();
        await _web.DisposeAsync();
        await _advance.DisposeAsync();
        _pipeline.Dispose();
    }
}
