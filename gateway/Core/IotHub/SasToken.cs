using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.IotHub;

/// <summary>
/// A shared access signature: <c>SharedAccessSignature sr={resource}&amp;sig={signature}&amp;se={expiry}[&amp;skn={policy}]</c>, fields
/// in any order. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Control access to IoT Hub by using shared access signatures", and for DPS
/// Microsoft, "Symmetric key attestation" (DPS). The signature is over the resource exactly as the token spells it, because clients
/// differ in how they escape it.
/// </remarks>
public sealed class SasToken
{
    private const string Prefix = "SharedAccessSignature ";
    private const int SignatureBytes = 32;

    // 9999-12-31T23:59:59Z, the last second that DateTimeOffset can hold.
    private const long ExpiryUnixSecondsMax = 253_402_300_799;

    private readonly string _rawResource;
    private readonly string _rawExpiry;
    private readonly byte[] _signature;

    private SasToken(string rawResource, string rawExpiry, DateTimeOffset expiresAt, byte[] signature, string? policy)
    {
        (_rawResource, _rawExpiry, ExpiresAt, _signature, Policy) = (rawResource, rawExpiry, expiresAt, signature, policy);
        Resource = Uri.UnescapeDataString(rawResource);
    }

    /// <summary>What the token gives access to, decoded: <c>{host}/devices/{id}</c> or <c>{idScope}/registrations/{id}</c>.</summary>
    public string Resource { get; }

    /// <summary>The moment from which the token is no longer valid, in whole seconds.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The shared access policy (skn), or null for a device's own key.</summary>
    public string? Policy { get; }

    /// <summary>Parses a token; unknown fields are ignored, of a repeated field the first counts.</summary>
    /// <returns>The token, or null when a field is missing or malformed.</returns>
    public static SasToken? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var fields = Fields(text[Prefix.Length..]);
        if (fields.GetValueOrDefault("sr") is not { Length: > 0 } resource) return null;
        if (fields.GetValueOrDefault("se") is not { } expiry || !TryParseExpiry(expiry, out var expiresAt)) return null;
        if (fields.GetValueOrDefault("sig") is not { } signature || DecodeSignature(signature) is not { } bytes) return null;
        return new SasToken(resource, expiry, expiresAt, bytes, fields.GetValueOrDefault("skn"));
    }

    /// <summary>Whether the token was signed with a key. The comparison takes the same time wherever the signatures differ.</summary>
    public bool IsSignedWith(ReadOnlySpan<byte> key)
    {
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(_rawResource + "\n" + _rawExpiry));
        return CryptographicOperations.FixedTimeEquals(expected, _signature);
    }

    /// <summary>Makes a token as clients do.</summary>
    /// <param name="resource">What it gives access to, decoded.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="expiresAt">The moment from which it is no longer valid; parts of a second are dropped.</param>
    /// <param name="policy">The policy whose key it is, or null for a device's own.</param>
    /// <returns>The token: a secret.</returns>
    public static string Sign(string resource, ReadOnlySpan<byte> key, DateTimeOffset expiresAt, string? policy = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var rawResource = Uri.EscapeDataString(resource);
        var expiry = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(rawResource + "\n" + expiry)));
        var token = $"{Prefix}sr={rawResource}&sig={Uri.EscapeDataString(signature)}&se={expiry}";
        return policy is null ? token : $"{token}&skn={policy}";
    }

    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in text.Split('&'))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) fields.TryAdd(field[..equals], field[(equals + 1)..]);
        }

        return fields;
    }

    private static bool TryParseExpiry(string text, out DateTimeOffset expiresAt)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= ExpiryUnixSecondsMax;
        expiresAt = valid ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return valid;
    }

    private static byte[]? DecodeSignature(string text)
    {
        var bytes = new byte[SignatureBytes];
        return Convert.TryFromBase64String(Uri.UnescapeDataString(text), bytes, out var written) && written == SignatureBytes
            ? bytes
            : null;
    }
}
