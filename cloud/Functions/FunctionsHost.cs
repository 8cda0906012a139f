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

    private FunctionsHost(WebApplication web, CloudDatabase database, Uri address)
    {
        _web = web;
        _reports = new ReportReader(database);
        Address = address;
    }

    /// <summary>Where the handler listens, for example <c>http://127.0.0.1:5080/</c>; the dashboard is at its root.</summary>
    public Uri Address { get; }

    /// <summary>Opens the store, restores the stream processor from it, and listens.</summary>
    /// <param name="options">Where to store and where to listen.</param>
    /// <param name="clock">The clock of event time's world: it drives the advance of silent devices' windows.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The host, listening.</returns>
    /// <exception cref="IOException">The port is taken or the data directory cannot be written; the message says which.</exception>
    public static async Task<FunctionsHost> StartAsync(
        FunctionsOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);
        var database = CloudDatabase.Open(options.DataDirectory);
        var web = WebListener.Build(options, loggers);
        var address = await WebListener.StartAsync(web, options.Port, cancellationToken);
        return new FunctionsHost(web, database, address);
    }

    /// <summary>Counts what the store holds now, and lists its alerts.</summary>
    /// <returns>What the last commit left in the store.</returns>
    public StoreReport Report() => _reports.Read();

    /// <summary>Stops listening, lets a batch that is being committed finish, and closes the store.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }
}
