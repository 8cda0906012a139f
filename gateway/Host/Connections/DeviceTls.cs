using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Host.Connections;

/// <summary>TLS 1.2 or newer. A client is asked for a certificate and may have none.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on TLS and X.509 certificates.</remarks>
internal static class DeviceTls
{
    /// <summary>Adds TLS to a port.</summary>
    public static ListenOptions Secure(this ListenOptions listen, CertificateStore certificates, GatewayLimits limits) =>
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = limits.HandshakeTimeout,
            OnConnection = handshake => ValueTask.FromResult(Options(certificates, handshake.Connection)),
        });

    private static SslServerAuthenticationOptions Options(CertificateStore certificates, BaseConnectionContext connection) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ServerCertificateContext = certificates.Server(),
        ClientCertificateRequired = true,
        CertificateChainPolicy = Offline(),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Keep(certificate, chain, connection),
    };

    // Any certificate will do for now: only CONNECT says for whom it should stand.
    private static bool Keep(X509Certificate? certificate, X509Chain? chain, BaseConnectionContext connection)
    {
        if (certificate is not null) connection.Features.Set(PeerCertificates.Copy(certificate, chain));
        return true;
    }

    // A certificate names addresses where its issuer and its revocation are to be had; a stranger may not choose what the gateway calls.
    private static X509ChainPolicy Offline() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
