using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Provisioning;
using Gateway.Core.Service;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Gateway.Host.Connections;
using Gateway.Host.Http;
using Gateway.Host.Routing;
using Gateway.Host.Storage;
using Gateway.Host.Upstream;
using Microsoft.Extensions.Logging;

namespace Gateway.Host;

/// <summary>A running gateway: to a device it is IoT Hub and DPS. Its members are thread-safe.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly Stack<object> _parts = new();
    private readonly CancellationTokenSource _stopping = new();
    private EnrollmentGroup _group = null!;
    private CertificateStore _certificates = null!;
    private HubPorts _hub = null!;
    private GatewayStore _store = null!;
    private Endpoints _endpoints = null!;
    private Admission _admission = null!;

    private GatewayHost()
    {
    }

    /// <summary>The TCP port on which devices are served: MQTT over TLS, IoT Hub and DPS alike.</summary>
    public int MqttPort { get; private set; }

    /// <summary>The TCP port for HTTPS, or null where none is served.</summary>
    public int? HttpsPort { get; private set; }

    /// <summary>The DPS id scope of this gateway.</summary>
    public string IdScope => _group.IdScope;

    /// <summary>The enrolment group's master key in base64: a secret.</summary>
    public string EnrollmentGroupKey => _group.KeyBase64;

    /// <summary>What devices must trust: the public part of the development root.</summary>
    public X509Certificate2 RootCertificate => _certificates.Root;

    /// <summary>What the gateway did since it started.</summary>
    public GatewayCounters Counters { get; } = new();

    /// <summary>
    /// When the newest message was stored, as found at start; null in an empty store. A shared clock must not go behind it.
    /// </summary>
    public DateTimeOffset? NewestEnqueuedTime { get; private set; }

    /// <summary>
    /// Why the store cannot be written, such as a full or read-only disk, in one line; null while it can. Until then devices are told
    /// to come back (CONNACK 3), and nothing is acknowledged.
    /// </summary>
    public string? StoreFailure => _store.Health.Failure;

    /// <summary>Starts a gateway and returns once it serves devices.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="clock">The time for messages, batches and retries. TLS, SAS validity and socket time-outs keep the system's.</param>
    /// <param name="loggers">Where its logs go.</param>
    /// <param name="cancellation">Ends the attempt to start.</param>
    /// <exception cref="GatewayStartException">
    /// The options, the port or the data directory are not usable; the message says why.
    /// </exception>
    public static Task<GatewayHost> StartAsync(
        GatewayOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellation) =>
        StartAsync(options, clock, loggers, new GatewaySeams(), cancellation);

    /// <summary>Waits until the events endpoint took every message that is stored at the time of the call.</summary>
    /// <param name="timeout">How long to wait, in real time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>True when all were taken, or when there is no events endpoint; false when the time ran out first.</returns>
    public async Task<bool> DrainEventsAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        either.CancelAfter(timeout);
        try
        {
            await _endpoints.DrainEventsAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Closes every connection, commits what was received and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else ((IDisposable)part).Dispose();
        }

        _stopping.Dispose();
    }

    /// <summary>Who may manage the hub.</summary>
    internal ServicePolicies Policies { get; private set; } = null!;

    /// <summary>Where messages go.</summary>
    internal Endpoints Endpoints => _endpoints;

    /// <summary>The hub as a device's session sees it.</summary>
    internal HubPorts Ports => _hub;

    internal static async Task<GatewayHost> StartAsync(
        GatewayOptions options, TimeProvider clock, ILoggerFactory loggers, GatewaySeams seams, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);
        OptionsCheck.Run(options);
        var host = new GatewayHost();
        try
        {
            await host.OpenAsync(options, clock, loggers, seams, cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task OpenAsync(
        GatewayOptions options, TimeProvider clock, ILoggerFactory loggers, GatewaySeams seams, CancellationToken cancellation)
    {
        var log = loggers.CreateLogger("Gateway");
        Keep(DataDirectory.Take(options.DataDirectory));
        var routing = RoutingFile.Read(options);
        _group = EnrollmentGroupFile.ReadOrCreate(options.DataDirectory);
        Policies = PolicyFile.ReadOrCreate(options.DataDirectory);
        _certificates = Keep(new CertificateStore(options.DataDirectory, options.HostName, seams.SystemClock));
        var store = _store = Keep(new GatewayStore(options, Counters, clock, seams.BeforeCommit, log));
        if (store.Messages.NewestEnqueuedAtUnixMs is { } newest) NewestEnqueuedTime = DateTimeOffset.FromUnixTimeMilliseconds(newest);
        _endpoints = Keep(await Endpoints.StartAsync(options, routing, store, Counters, clock, log, cancellation));
        _hub = Hub(store, clock);
        store.Twins.Changed += new DesiredChanges(_hub.Clients).Tell;
        if (options.Upstream is { } upstream)
            Keep(await UpstreamEndpoint.StartAsync(
                store.Consumers,
                store.Identities,
                RelayPorts.Of(_hub, store.Twins, log),
                new UpstreamContext(upstream, routing.EdgeOnly, Counters, clock, seams.SystemClock, log),
                cancellation));
        await store.Consumers.RetireOthersAsync(cancellation);
        _admission = new Admission(
            store.Identities, _group, Policies, options.HostName, AuthorityFile.Read(options.DeviceAuthoritiesFile));
        var scope = Scope(options, store, clock, seams.SystemClock, log);
        var http = Http(options, store, clock, seams.SystemClock, log);
        var listener = Keep(await DeviceListener.StartAsync(options, _certificates, scope, http, loggers, cancellation));
        (MqttPort, HttpsPort) = (listener.Port, listener.HttpsPort);
        log.Serving(MqttPort, options.HostName, IdScope);
        if (HttpsPort is { } https) log.ServingHttps(https);
    }

    private static HubPorts Hub(GatewayStore store, TimeProvider clock) => new()
    {
        Identities = store.Identities,
        OpenLane = store.Messages.OpenLane,
        Twins = new TwinRequests(store.Twins, clock),
        CloudMessages = store.CloudMessages,
        Sessions = store.Sessions,
        Clients = new ConnectedClients(),
        Clock = clock,
    };

    private ConnectionScope Scope(
        GatewayOptions options, GatewayStore store, TimeProvider clock, TimeProvider systemClock, ILogger log) => new()
    {
        Admission = _admission,
        Hub = _hub,
        Registrations = new RegistrationRequests(_group, store.Identities, options.HostName, clock, Guid.NewGuid),
        Limits = options.Limits,
        Counters = Counters,
        SystemClock = systemClock,
        Table = new ConnectionTable(options.Limits, systemClock),
        Log = log,
        Stopping = _stopping.Token,
    };

    private HttpScope Http(GatewayOptions options, GatewayStore store, TimeProvider clock, TimeProvider systemClock, ILogger log) => new()
    {
        Hub = _hub,
        Registry = store.Identities,
        Twins = store.Twins,
        Admission = _admission,
        Policies = Policies,
        HostName = options.HostName,
        Limits = options.Limits,
        Counters = Counters,
        StoreFailure = () => store.Health.Failure,
        Clock = clock,
        SystemClock = systemClock,
        Log = log,
    };

    // Parts end in the reverse of the order in which they started.
    private T Keep<T>(T part)
        where T : class
    {
        _parts.Push(part);
        return part;
    }
}
