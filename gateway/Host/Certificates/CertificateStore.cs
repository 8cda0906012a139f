using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Configuration;

namespace Gateway.Host.Certificates;

/// <summary>
/// The root and the server certificate in the data directory: created on first start, the server's renewed before it expires, also
/// while the gateway runs. Thread-safe.
/// </summary>
internal sealed class CertificateStore : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly string _directory;
    private readonly string _hostName;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly X509Certificate2 _root;
    private SslStreamCertificateContext _server;

    public CertificateStore(string directory, string hostName, TimeProvider clock)
    {
        (_directory, _hostName, _clock) = (directory, hostName, clock);
        _root = TryRead("root") ?? Keep("root", DevelopmentAuthority.CreateRoot(clock.GetUtcNow()));
        Root = X509CertificateLoader.LoadCertificate(_root.RawData);
        _server = ForHandshakes(TryRead("server") is { } kept && IsUsable(kept) ? kept : IssueServer());
    }

    /// <summary>The public part of the root: what a device must trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>
    /// The certificate for the next handshake, as a context that handshakes may share: X509Certificate2 decodes its extensions when
    /// they are first read, and a thread that reads them meanwhile can find none (seen once in 20,000 races).
    /// </summary>
    public SslStreamCertificateContext Server()
    {
        lock (_lock)
        {
            // The one before is left to the garbage collector: a handshake may still be using it.
            if (ExpiresSoon(_server.TargetCertificate)) _server = ForHandshakes(IssueServer());
            return _server;
        }
    }

    public void Dispose()
    {
        _root.Dispose();
        _server.TargetCertificate.Dispose();
    }

    private bool IsUsable(X509Certificate2 certificate) =>
        !ExpiresSoon(certificate) && certificate.MatchesHostname(_hostName) && certificate.MatchesHostname(Environment.MachineName)
        && certificate.IssuerName.RawData.AsSpan().SequenceEqual(_root.SubjectName.RawData);

    private bool ExpiresSoon(X509Certificate2 certificate) => certificate.NotAfter - RenewBefore <= _clock.GetUtcNow();

    private X509Certificate2 IssueServer() => Keep("server", DevelopmentAuthority.Issue(_root, _hostName, _clock.GetUtcNow()));

    // Offline: the root is in the data directory, there is nothing to fetch.
    private static SslStreamCertificateContext ForHandshakes(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);

    private X509Certificate2 Keep(string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        PrivateFile.Write(Key(name), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Pem(name), certificate.ExportCertificatePem() + "\n");
        return ForTls(certificate);
    }

    private X509Certificate2? TryRead(string name) =>
        File.Exists(Pem(name)) && File.Exists(Key(name)) ? ForTls(X509Certificate2.CreateFromPemFile(Pem(name), Key(name))) : null;

    // Windows' TLS takes no key that lives in memory only, so the pair goes through PKCS#12 everywhere.
    private static X509Certificate2 ForTls(X509Certificate2 certificate)
    {
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private string Pem(string name) => Path.Combine(_directory, name + ".pem");

    private string Key(string name) => Path.Combine(_directory, name + ".key");
}
