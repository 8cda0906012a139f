using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Registry;

namespace Gateway.Core.IotHub;

/// <summary>Checks the certificate that a client showed in its TLS handshake against its identity.</summary>
/// <remarks>Source: Microsoft, "Authenticate identities with X.509 certificates".</remarks>
internal static class CertificateCheck
{
    /// <summary>Why the certificate does not let the identity in, or null when it does.</summary>
    /// <param name="certificate">The certificate; the handshake proved that the client has its key.</param>
    /// <param name="identity">The identity that the client claims.</param>
    /// <param name="authorities">The authorities whose signature counts.</param>
    /// <param name="now">The present real time.</param>
    public static string? Refusal(
        X509Certificate2 certificate, DeviceIdentity identity, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        if (now < certificate.NotBefore || now >= certificate.NotAfter)
            return $"the certificate is valid from {certificate.NotBefore:u} to {certificate.NotAfter:u} only";
        return identity.Authentication switch
        {
            Authentication.Thumbprints known => IsKnown(certificate, known) ? null : "the certificate is not the one that the identity names",
            Authentication.CertificateAuthority => AuthorityRefusal(certificate, identity.DeviceId, authorities, now),
            _ => "the identity has no certificate",
        };
    }

    /// <summary>Why an authority's signature does not make a certificate stand for a name, or null when it does.</summary>
    public static string? AuthorityRefusal(
        X509Certificate2 certificate, string commonName, X509Certificate2Collection authorities, DateTimeOffset now)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (name != commonName) return $"the certificate's common name is '{name}', not '{commonName}'";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(certificate) ? null : "the certificate is not signed by a trusted authority";
    }

    // Thumbprints are no secrets: an ordinary comparison will do.
    private static bool IsKnown(X509Certificate2 certificate, Authentication.Thumbprints known)
    {
        string[] mine = [certificate.GetCertHashString(HashAlgorithmName.SHA1), certificate.GetCertHashString(HashAlgorithmName.SHA256)];
        return mine.Any(thumbprint => thumbprint.Equals(known.Primary, StringComparison.OrdinalIgnoreCase)
            || thumbprint.Equals(known.Secondary, StringComparison.OrdinalIgnoreCase));
    }
}
