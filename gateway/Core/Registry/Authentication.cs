namespace Gateway.Core.Registry;

/// <summary>How an identity proves who it is. Immutable, so safe for use by several threads.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Create Or Update Identity", AuthenticationMechanism.</remarks>
public abstract record Authentication
{
    private Authentication()
    {
    }

    /// <summary>By a token signed with either of two keys, so that keys can be rolled without a gap.</summary>
    /// <param name="Primary">The first key: a secret.</param>
    /// <param name="Secondary">The second key: a secret.</param>
    public sealed record SymmetricKeys(ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary) : Authentication
    {
        /// <summary>The kind alone, without the keys.</summary>
        public override string ToString() => nameof(SymmetricKeys);
    }

    /// <summary>By an X.509 certificate of its own, known by its thumbprint.</summary>
    /// <param name="Primary">SHA-1 or SHA-256 of the certificate, 40 or 64 upper-case hexadecimal digits; null for none.</param>
    /// <param name="Secondary">As <paramref name="Primary"/>: either certificate is accepted.</param>
    public sealed record Thumbprints(string? Primary, string? Secondary) : Authentication;

    /// <summary>By an X.509 certificate with the device id as common name, signed by an authority that the hub trusts.</summary>
    public sealed record CertificateAuthority : Authentication;
}
