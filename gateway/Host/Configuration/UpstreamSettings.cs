using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Upstream;

namespace Gateway.Host.Configuration;

/// <summary>What the settings say about the parent.</summary>
internal static class UpstreamSettings
{
    private const int PortDefault = 8883;

    /// <summary>Reads them; null where there is no parent.</summary>
    /// <exception cref="GatewayStartException">One cannot be used; the message names it.</exception>
    public static UpstreamOptions? Read(GatewaySettings settings)
    {
        if (settings.Find(SettingKeys.Upstream) is not { } parent) return null;
        var (host, port) = ParseParent(parent);
        var (tier, units) = settings.Find(SettingKeys.UpstreamTier) is { } text ? ParseTier(text) : (null, 1);
        return new UpstreamOptions
        {
            HostName = host,
            Port = port,
            RootFile = settings.Find(SettingKeys.UpstreamAuthoritiesFile) is { } root ? CheckRoot(root) : null,
            Policy = settings.Find(SettingKeys.UpstreamPolicyFile) is { } policy ? ReadPolicy(policy) : null,
            Tier = tier,
            Units = units,
        };
    }

    private static (string Host, int Port) ParseParent(Setting setting)
    {
        var parts = setting.Value.Split(':');
        var port = PortDefault;
        var isValid = parts.Length <= 2 && Uri.CheckHostName(parts[0]) != UriHostNameType.Unknown
            && (parts.Length == 1 || (int.TryParse(parts[1], out port) && port is > 0 and <= IPEndPoint.MaxPort));
        return isValid
            ? (parts[0], port)
            : throw setting.Refused("host", "one such as contoso.azure-devices.net or parent.local:8883");
    }

    private static (HubTier Tier, int Units) ParseTier(Setting setting)
    {
        var parts = setting.Value.Split('x', 'X');
        var units = 1;
        var areUnits = parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], out units) && units > 0);
        if (areUnits && HubTier.Find(parts[0]) is { } tier) return (tier, units);
        throw setting.Refused("tier", "F1, S1, S2 or S3, with units such as S1x2");
    }

    private static string CheckRoot(Setting setting)
    {
        var path = Path.GetFullPath(setting.Value);
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            if (found.Count > 0) return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw setting.Refused($"file that can be read ({e.Message})", "a PEM file", e);
        }

        throw setting.Refused("file with a certificate", "a PEM file that has one");
    }

    private static UpstreamPolicy ReadPolicy(Setting setting)
    {
        try
        {
            var fields = File.ReadAllText(setting.Value).Trim().Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(field => field.Split('=', 2))
                .ToDictionary(field => field[0], field => field[^1], StringComparer.OrdinalIgnoreCase);
            return new UpstreamPolicy(fields["SharedAccessKeyName"], Convert.FromBase64String(fields["SharedAccessKey"]));
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or FormatException or KeyNotFoundException or ArgumentException)
        {
            // Not the cause's text: it may quote the key.
            throw setting.Refused("file with SharedAccessKeyName=…;SharedAccessKey=… (base64)", "one with both, copied from the hub");
        }
    }
}
