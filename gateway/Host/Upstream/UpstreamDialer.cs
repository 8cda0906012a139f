using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Registry;
using Gateway.Core.Upstream;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Gateway.Host.Upstream;

/// <summary>Connects identities to the parent, no faster than the limit allows. Thread-safe.</summary>
internal sealed class UpstreamDialer(UpstreamOptions options, IDeviceRegistry registry, TimeProvider systemClock)
{
    private readonly TokenBucket _rate = new(options.Limits.ConnectsPerSecond);
    private readonly Lock _lock = new();

    /// <summary>Connects an identity.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<DialResult> DialAsync(string clientId, CancellationToken cancellation)
    {
        if (await registry.FindAsync(clientId, cancellation) is not { } identity)
            return new DialResult.Refused("there is no such identity");
        await WaitForTurnAsync(cancellation);
        var expiresAt = systemClock.GetUtcNow() + options.TokenLifetime;
        if (UpstreamCredentials.For(identity, options.HostName, options.Policy, expiresAt) is not { } credentials)
            return new DialResult.Refused("the identity has no key to sign with, and no policy is configured");
        try
        {
            return new DialResult.Connected(await MqttClient.ConnectAsync(Client(clientId, credentials), cancellation));
        }
        catch (MqttConnectRefusedException e) when (e.ReturnCode != MqttConnectReturnCode.ServerUnavailable)
        {
            return new DialResult.Refused(e.Message);
        }
        catch (Exception e) when (e is MqttConnectRefusedException or MqttConnectionClosedException or MqttProtocolViolationException
            or SocketException or IOException or AuthenticationException or TimeoutException or CryptographicException)
        {
            return new DialResult.Unreachable(e.Message);
        }
    }

    private Task WaitForTurnAsync(CancellationToken cancellation)
    {
        lock (_lock) return Task.Delay(_rate.Reserve(systemClock.GetUtcNow()), systemClock, cancellation);
    }

    // A session is kept at the parent, so that what it has for the device waits there.
    private MqttClientOptions Client(string clientId, UpstreamCredentials credentials) => new()
    {
        Host = options.HostName,
        Port = options.Port,
        Tls = Tls(),
        ClientId = clientId,
        UserName = credentials.UserName,
        Password = credentials.Password,
        CleanSession = false,
        AcknowledgesOnReceipt = false,
        ConnectTimeout = options.ConnectTimeout,
        Clock = systemClock,
    };

    private SslClientAuthenticationOptions Tls()
    {
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = options.HostName,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (options.RootFile is not { } file) return tls;
        tls.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        return tls;
    }
}
