using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Running;

/// <summary>Issues certificates as a maker of devices does. Its certificates carry their private keys.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(1);

    private TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    public X509Certificate2 Certificate { get; }

    /// <summary>An authority that signs itself.</summary>
    public static TestAuthority Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(Request($"CN={name}", key, isAuthority: true).CreateSelfSigned(From, Until));
    }

    /// <summary>A certificate that nobody else signed.</summary>
    public static X509Certificate2 SelfSigned(string subject, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(subject, key, isAuthority: false).CreateSelfSigned(from ?? From, until ?? Until);
    }

    /// <summary>An authority below this one.</summary>
    public TestAuthority Below(string name) => new(Issue($"CN={name}", isAuthority: true));

    /// <summary>A device's certificate.</summary>
    public X509Certificate2 Issue(
        string subject, bool isAuthority = false, DateTimeOffset? until = null, X509Extension? extension = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(subject, key, isAuthority);
        if (extension is not null) request.CertificateExtensions.Add(extension);
        var generator = X509SignatureGenerator.CreateForECDsa(Certificate.GetECDsaPrivateKey()!);
        using var issued = request.Create(
            Certificate.SubjectName, generator, From, until ?? Until, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>TLS that shows a certificate.</summary>
    public static SslClientAuthenticationOptions Show(
        SslClientAuthenticationOptions tls, X509Certificate2 certificate, params X509Certificate2[] intermediates)
    {
        tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, [.. intermediates], offline: true);
        return tls;
    }

    public void Dispose() => Certificate.Dispose();

    private static CertificateRequest Request(string subject, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
