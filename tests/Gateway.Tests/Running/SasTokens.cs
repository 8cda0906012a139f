using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.Running;

/// <summary>Makes shared access signatures as clients do.</summary>
internal static class SasTokens
{
    public static string Sign(string resource, byte[] key, DateTimeOffset expiresAt, string? policy = null)
    {
        var raw = Uri.EscapeDataString(resource);
        var expiry = expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(raw + "\n" + expiry)));
        var token = $"SharedAccessSignature sr={raw}&sig={Uri.EscapeDataString(signature)}&se={expiry}";
        return policy is null ? token : token + "&skn=" + policy;
    }
}
