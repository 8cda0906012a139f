using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Registry;

namespace Gateway.Core.IotHub;

/// <summary>Checks the certificate that a client showed in its TLS handshake against its identity.</summary>
/// <remarks>Source: Microsoft, "Authenticate identities with X.509 certificates".</remarks>
internal static class CertificateCheck
{
    // id-at-commonName, RFC 5280 appendix A.1.
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>Why the certificate does not let the identity in, or null when it does.</summary>
    /// <param name="certificate">The certificate; the handshake proved that the client has its key.</param>
    /// <param name="identity">The identity that the client claims.</param>
    /// <param name="authorities">The authorities whose signature counts.</param>
    /// <param name="now">The present real time.</param>
    /// <param name="intermediates">What the client sent along to lead to an authority, or null.</param>
    public static string? Refusal(
        X509Certificate2 certificate,
        DeviceIdentity identity,
        X509Certificate2Collection authorities,
        DateTimeOffset now,
        X509Certificate2Collection? intermediates = null)
    {
        if (now < certificate.NotBefore || now >= certificate.NotAfter)
            return $"the certificate is valid from {certificate.NotBefore:u} to {certificate.NotAfter:u} only";
        return identity.Authentication switch
        {
            Authentication.Thumbprints known => IsKnown(certificate, known) ? null : "the certificate is not the one that the identity names",
            Authentication.CertificateAuthority => AuthorityRefusal(
                certificate, identity.ClientId, authorities, now, intermediates),
            _ => "the identity has no certificate",
        };
    }

    /// <summary>Why an authority's signature does not make a certificate stand for a name, or null when it does.</summary>
    /// <remarks>Nothing is fetched: a certificate names addresses, and a stranger may not choose what the gateway calls.</remarks>
    public static string? AuthorityRefusal(
        X509Certificate2 certificate,
        string commonName,
        X509Certificate2Collection authorities,
        DateTimeOffset now,
        X509Certificate2Collection? intermediates = null)
    {
        if (CommonName(certificate) != commonName) return $"the certificate is for '{certificate.Subject}', not for CN={commonName}";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates ?? []);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(certificate) ? null : "the certificate is not signed by a trusted authority";
    }

    // The one common name; X509Certificate2's simple name falls back on other fields, which would stand for no device.
    private static string? CommonName(X509Certificate2 certificate)
    {
        string? name = null;
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementType().Value != CommonNameOid) continue;
            if (name is not null) return null;
            name = part.GetSingleElementValue();
        }

        return name;
    }

    // Thumbprints are no secrets: an ordinary comparison will do.
    private static bool IsKnown(X509Certificate2 certificate, Authentication.Thumbprints known)
    {
        string[] mine = [certificate.GetCertHashString(HashAlgorithmName.SHA1), certificate.GetCertHashString(HashAlgorithmName.SHA256)];
        return mine.Any(thumbprint => thumbprint.Equals(known.Primary, StringComparison.OrdinalIgnoreCase)
            || thumbprint.Equals(known.Secondary, StringComparison.OrdinalIgnoreCase));
    }
}
