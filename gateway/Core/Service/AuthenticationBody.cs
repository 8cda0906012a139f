using System.Text.Json;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>Reads the authentication of an identity out of a request.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Create Or Update Identity", AuthenticationMechanism.</remarks>
internal static class AuthenticationBody
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>Reads it.</summary>
    /// <param name="body">The object, or null where the request has none.</param>
    /// <param name="fault">Takes what is wrong with it.</param>
    /// <returns>The authentication, or null where the keys are left to the hub or something is wrong.</returns>
    /// <exception cref="InvalidOperationException">A value is not of its kind.</exception>
    public static Authentication? Read(JsonElement? body, ref string? fault)
    {
        if (body is not { } authentication) return null;
        switch (Text(authentication, "type"))
        {
            case null or "sas":
                return Keys(authentication, ref fault);
            case "selfSigned":
                return Thumbprints(authentication, ref fault);
            case "certificateAuthority":
                return new Authentication.CertificateAuthority();
            case var other:
                fault = $"the authentication type '{other}' is not one of 'sas', 'selfSigned', 'certificateAuthority'";
                return null;
        }
    }

    private static Authentication.SymmetricKeys? Keys(JsonElement authentication, ref string? fault)
    {
        if (!TryFind(authentication, "symmetricKey", out var keys)) return null;
        var (primary, secondary) = (Text(keys, "primaryKey"), Text(keys, "secondaryKey"));
        if (string.IsNullOrEmpty(primary) && string.IsNullOrEmpty(secondary)) return null;
        if (Key(primary) is { } first && Key(secondary) is { } second) return new Authentication.SymmetricKeys(first, second);
        fault = $"primaryKey and secondaryKey must both be base64 of {RegistryLimits.KeyBytesMin} to {RegistryLimits.KeyBytesMax} bytes, "
            + "or both be left out";
        return null;
    }

    private static byte[]? Key(string? base64)
    {
        var bytes = new byte[RegistryLimits.KeyBytesMax];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var written) && written >= RegistryLimits.KeyBytesMin
            ? bytes[..written]
            : null;
    }

    private static Authentication.Thumbprints? Thumbprints(JsonElement authentication, ref string? fault)
    {
        var thumbprints = TryFind(authentication, "x509Thumbprint", out var found) ? found : authentication;
        var (primary, secondary) = (Text(thumbprints, "primaryThumbprint"), Text(thumbprints, "secondaryThumbprint"));
        if (primary is not null && IsThumbprint(primary) && (string.IsNullOrEmpty(secondary) || IsThumbprint(secondary)))
            return new Authentication.Thumbprints(
                primary.ToUpperInvariant(), string.IsNullOrEmpty(secondary) ? null : secondary.ToUpperInvariant());
        fault = $"x509Thumbprint needs a primaryThumbprint of {Sha1Digits} or {Sha256Digits} hexadecimal digits; "
            + "a secondaryThumbprint is the same or left out";
        return null;
    }

    private static bool IsThumbprint(string text) => text.Length is Sha1Digits or Sha256Digits && text.All(char.IsAsciiHexDigit);

    private static bool TryFind(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement parent, string name) => TryFind(parent, name, out var value) ? value.GetString() : null;
}
