using System.Security.Cryptography;
using System.Text;

namespace Firmware.VirtualDevice.Hub;

/// <summary>The symmetric keys of devices and enrolment groups.</summary>
public static class DeviceKey
{
    /// <summary>The shortest key that DPS takes, in bytes.</summary>
    public const int BytesMin = 16;

    /// <summary>The longest key that DPS takes, in bytes.</summary>
    public const int BytesMax = 64;

    /// <summary>
    /// Derives one device's key from its enrolment group's: HMAC-SHA256(group key, registration id)
    /// (learn.microsoft.com: "Symmetric key attestation", group enrolments).
    /// </summary>
    /// <param name="groupKey">The group's key.</param>
    /// <param name="registrationId">The device's registration id, as DPS spells it.</param>
    public static byte[] Derive(byte[] groupKey, string registrationId) =>
        HMACSHA256.HashData(groupKey, Encoding.UTF8.GetBytes(registrationId));

    /// <summary>Reads a key from base64.</summary>
    /// <param name="base64">The text, as Azure's portal shows it.</param>
    /// <param name="key">The key; empty on failure.</param>
    /// <returns>False when it is no base64, or not [16, 64] bytes.</returns>
    public static bool TryParse(string base64, out byte[] key)
    {
        var buffer = new byte[BytesMax];
        var isKey = Convert.TryFromBase64String(base64, buffer, out var length) && length >= BytesMin;
        key = isKey ? buffer[..length] : [];
        return isKey;
    }
}
