using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Firmware.VirtualDevice.Hub;

/// <summary>Whom the devices believe to be their hub. Thread-safe.</summary>
/// <param name="roots">The roots that a server's certificate must lead to; none: those that the machine trusts.</param>
internal sealed class HubTrust(IReadOnlyList<X509Certificate2> roots)
{
    /// <summary>TLS to a server whose certificate must name it. Certificates are judged by the real clock.</summary>
    /// <param name="host">The server's name.</param>
    public SslClientAuthenticationOptions TlsTo(string host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (roots.Count == 0) return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // A development root publishes no revocation list.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        foreach (var root in roots) options.CertificateChainPolicy.CustomTrustStore.Add(root);
        return options;
    }
}
