using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Host.Certificates;

/// <summary>The authorities whose signature on a device's certificate counts, as a PEM file of one or more certificates.</summary>
internal static class AuthorityFile
{
    /// <summary>Reads the file.</summary>
    /// <returns>Its certificates; none where no file is named.</returns>
    /// <exception cref="GatewayStartException">It cannot be read, or holds something else than authorities.</exception>
    public static X509Certificate2Collection Read(string? path)
    {
        var authorities = new X509Certificate2Collection();
        if (path is null) return authorities;
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new GatewayStartException($"--device-ca '{path}' cannot be read ({e.Message}); give a PEM file of certificates", e);
        }

        if (authorities.Count == 0)
            throw new GatewayStartException($"--device-ca '{path}' holds no certificate; give a PEM file with BEGIN CERTIFICATE");
        foreach (var certificate in authorities)
            if (!IsAuthority(certificate))
                throw new GatewayStartException(
                    $"--device-ca '{path}' holds '{certificate.Subject}', which is no authority (basic constraints CA:TRUE); "
                    + "a single device's certificate belongs into its identity, as a thumbprint");
        return authorities;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
