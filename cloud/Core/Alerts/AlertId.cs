using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cloud.Core.Alerts;

/// <summary>The identity of an alert, so that whoever computes it, edge or cloud, before or after a crash, gets the same.</summary>
public static class AlertId
{
    private const int Bytes = 16;

    /// <summary>
    /// The first 16 bytes of SHA-256 over the UTF-8 text <c>{rule}\n{device}\n{opening time in Unix ms}</c>, as lower-case hexadecimal.
    /// </summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="openedAt">Event time of the first reading that broke the rule.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Of(string rule, string deviceId, DateTimeOffset openedAt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{rule}\n{deviceId}\n{openedAt.ToUnixTimeMilliseconds()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }
}
