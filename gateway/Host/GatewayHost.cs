using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Provisioning;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Microsoft.Extensions.Logging;

namespace Gateway.Host;

/// <summary>A running gateway: to a device it is IoT Hub and DPS. Its members are thread-safe.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly EnrollmentGroup _group;
    private readonly CertificateStore _certificates;

    private GatewayHost(EnrollmentGroup group, CertificateStore certificates) => (_group, _certificates) = (group, certificates);

    /// <summary>The TCP port on which devices are served: MQTT over TLS, IoT Hub and DPS alike.</summary>
    public int MqttPort { get; private set; }

    /// <summary>The DPS id scope of this gateway.</summary>
    public string IdScope => _group.IdScope;

    /// <summary>The enrolment group's master key in base64: a secret.</summary>
    public string EnrollmentGroupKey => _group.KeyBase64;

    /// <summary>What devices must trust: the public part of the development root.</summary>
    public X509Certificate2 RootCertificate => _certificates.Root;

    /// <summary>What the gateway did since it started.</summary>
    public GatewayCounters Counters { get; } = new();

    /// <summary>When the newest message was stored, as found at start; null in an empty store. A shared clock must not go behind it.</summary>
    public DateTimeOffset? NewestEnqueuedTime { get; private set; }

    /// <summary>Starts a gateway and returns once it serves devices.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="clock">The time for messages, batches and retries. TLS, SAS validity and socket time-outs keep the system's.</param>
    /// <param name="loggers">Where its logs go.</param>
    /// <param name="cancellation">Ends the attempt to start.</param>
    /// <exception cref="GatewayStartException">The options, the port or the data directory are not usable; the message says why.</exception>
    public static async Task<GatewayHost> StartAsync(
        GatewayOptions options, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);
        Directory.CreateDirectory(options.DataDirectory);
        var group = EnrollmentGroupFile.ReadOrCreate(options.DataDirectory);
        var certificates = new CertificateStore(options.DataDirectory, options.HostName, TimeProvider.System);
        await Task.CompletedTask.WaitAsync(cancellation);
        return new GatewayHost(group, certificates) { MqttPort = options.MqttPort };
    }

    /// <summary>Waits until the events endpoint took every message that is stored at the time of the call.</summary>
    /// <param name="timeout">How long to wait, in real time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>True when all were taken, or when there is no events endpoint; false when the time ran out first.</returns>
    public async Task<bool> DrainEventsAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        await Task.CompletedTask.WaitAsync(timeout, cancellation);
        return Counters.Forwarded == Counters.Stored;
    }

    /// <summary>Stops taking connections, commits what was received and closes the store.</summary>
    public ValueTask DisposeAsync()
    {
        _certificates.Dispose();
        return ValueTask.CompletedTask;
    }
}
