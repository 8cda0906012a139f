using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.Connections;

/// <summary>
/// What a client showed of itself in its TLS handshake; not judged yet, but the handshake proved that it has the first one's key.
/// A feature of the connection. Immutable.
/// </summary>
/// <param name="Own">The client's certificate.</param>
/// <param name="Intermediates">The certificates that it sent along, of those between its own and a root.</param>
internal sealed record PeerCertificates(X509Certificate2 Own, X509Certificate2Collection Intermediates)
{
    /// <summary>How many intermediate certificates are looked at; further ones are left aside.</summary>
    private const int IntermediatesMax = 8;

    /// <summary>Copies what the handshake will dispose.</summary>
    public static PeerCertificates Copy(X509Certificate own, X509Chain? chain)
    {
        var intermediates = new X509Certificate2Collection();
        foreach (var sent in (chain?.ChainPolicy.ExtraStore ?? []).Take(IntermediatesMax))
            intermediates.Add(X509CertificateLoader.LoadCertificate(sent.RawData));
        return new PeerCertificates(X509CertificateLoader.LoadCertificate(own.GetRawCertData()), intermediates);
    }
}
