using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.Certificates;

/// <summary>The certificate authority of one data directory: devices trust its root, the server certificate is issued by it.</summary>
internal static class DevelopmentAuthority
{
    private const int RootYears = 10;
    private const int SerialBytes = 16;

    // Long enough to be no chore, shorter than the 398 days that strict clients allow for a server certificate.
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);

    // A device whose clock is somewhat behind must still accept a fresh certificate.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    /// <summary>Creates a root certificate with its private key.</summary>
    public static X509Certificate2 CreateRoot(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=SensorFirmware development root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - ClockTolerance, now.AddYears(RootYears));
    }

    /// <summary>Issues a server certificate, with its private key, for all names under which the gateway is reached.</summary>
    public static X509Certificate2 Issue(X509Certificate2 root, string hostName, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={hostName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        request.CertificateExtensions.Add(Names(hostName));
        var end = now + ServerLifetime < root.NotAfter ? now + ServerLifetime : root.NotAfter;
        using var issued = request.Create(root, now - ClockTolerance, end, RandomNumberGenerator.GetBytes(SerialBytes));
        return issued.CopyWithPrivateKey(key);
    }

    private static X509Extension Names(string hostName)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.TryParse(hostName, out var address)) names.AddIpAddress(address);
        foreach (var name in new[] { "localhost", Environment.MachineName, hostName }.Distinct(StringComparer.OrdinalIgnoreCase))
            if (!IPAddress.TryParse(name, out _)) names.AddDnsName(name);
        return names.Build();
    }
}
