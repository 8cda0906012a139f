using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// Shared access signatures, the passwords of IoT Hub and DPS
/// (learn.microsoft.com: "Control access to IoT Hub by using shared access signatures").
/// </summary>
public static class SasToken
{
    /// <summary>How long the devices' tokens are valid: as long as those of nanoFramework's client.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(24);

    // SharedAccessSignature sr={url-encoded resource}&sig={url-encoded base64}&se={Unix seconds}[&skn={policy}], where
    // sig = HMAC-SHA256(key, sr as it stands in the token + "\n" + se).

    /// <summary>Signs a token.</summary>
    /// <param name="resource">What it opens, not encoded: <c>{hub}/devices/{id}</c> or <c>{idScope}/registrations/{id}</c>.</param>
    /// <param name="key">The device's key.</param>
    /// <param name="expiry">The end of its validity, rounded down to a second; by the real clock, whatever the device's own says.</param>
    /// <param name="policy">The name of the key, or null for a device's own: "registration" for DPS.</param>
    public static string Sign(string resource, byte[] key, DateTimeOffset expiry, string? policy = null)
    {
        var encoded = Uri.EscapeDataString(resource);
        var seconds = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{encoded}\n{seconds}")));
        var token = $"SharedAccessSignature sr={encoded}&sig={Uri.EscapeDataString(signature)}&se={seconds}";
        return policy is null ? token : $"{token}&skn={policy}";
    }
}
