using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Host;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Support;

namespace Gateway.Tests.Running;

/// <summary>A gateway with real sockets, TLS and store on a free port, and clients that know its keys.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RunningGateway(GatewayHost host) => Host = host;

    public GatewayHost Host { get; }

    public GatewayCounters Counters => Host.Counters;

    public static async Task<RunningGateway> StartAsync(
        TemporaryDirectory directory,
        Func<GatewayOptions, GatewayOptions>? change = null,
        GatewaySeams? seams = null,
        TimeProvider? clock = null)
    {
        var options = new GatewayOptions
        {
            DataDirectory = directory.File("gateway"), MqttPort = 0, HttpsPort = 0, ListenAddress = IPAddress.Loopback,
        };
        var limits = options.Limits with { EventFlushDelay = TimeSpan.Zero, EventRetryDelayMin = TimeSpan.FromMilliseconds(1) };
        options = options with { Limits = limits };
        var host = await GatewayHost.StartAsync(
            change?.Invoke(options) ?? options,
            clock ?? TimeProvider.System,
            NullLoggerFactory.Instance,
            seams ?? new GatewaySeams(),
            CancellationToken.None);
        return new RunningGateway(host);
    }

    /// <summary>The key that the enrolment group gives a device.</summary>
    public byte[] DeviceKey(string deviceId) =>
        HMACSHA256.HashData(Convert.FromBase64String(Host.EnrollmentGroupKey), Encoding.UTF8.GetBytes(deviceId));

    public MqttClientOptions Device(string deviceId, byte[]? key = null, DateTimeOffset? expiresAt = null) => Client(
        deviceId,
        $"localhost/{deviceId}/?api-version=2021-04-12",
        SasTokens.Sign($"localhost/devices/{deviceId}", key ?? DeviceKey(deviceId), expiresAt ?? DateTimeOffset.UtcNow.AddHours(1)));

    public MqttClientOptions Registration(string registrationId, string? idScope = null) => Client(
        registrationId,
        $"{idScope ?? Host.IdScope}/registrations/{registrationId}/api-version=2019-03-31",
        SasTokens.Sign(
            $"{idScope ?? Host.IdScope}/registrations/{registrationId}",
            DeviceKey(registrationId),
            DateTimeOffset.UtcNow.AddHours(1),
            "registration"));

    public MqttClientOptions Client(string clientId, string userName, string password) => new()
    {
        Host = "localhost",
        Port = Host.MqttPort,
        Tls = Tls(),
        ClientId = clientId,
        UserName = userName,
        Password = password,
    };

    /// <summary>TLS that trusts this gateway's root and nothing else.</summary>
    public SslClientAuthenticationOptions Tls() => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Host.RootCertificate },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    /// <summary>Registers devices, as they would themselves.</summary>
    public async Task EnrollAsync(params string[] deviceIds)
    {
        foreach (var id in deviceIds)
        {
            await using var client = await MqttClient.ConnectAsync(Registration(id));
            await client.SubscribeAsync("$dps/registrations/res/#", MqttQos.AtLeastOnce);
            var body = Encoding.UTF8.GetBytes($$"""{"registrationId":"{{id}}"}""");
            await client.PublishAsync("$dps/registrations/PUT/iotdps-register/?$rid=1", body, MqttQos.AtLeastOnce);
            await client.NextAsync();
        }
    }

    /// <summary>Registers a device and connects it.</summary>
    public async Task<MqttClient> ConnectAsync(string deviceId)
    {
        await EnrollAsync(deviceId);
        return await MqttClient.ConnectAsync(Device(deviceId));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
