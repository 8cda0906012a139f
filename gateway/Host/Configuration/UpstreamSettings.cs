using System.CommandLine;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Upstream;

namespace Gateway.Host.Configuration;

/// <summary>What the command line says about the parent.</summary>
internal static class UpstreamSettings
{
    private const int PortDefault = 8883;

    private static readonly Option<string?> Parent = new("--upstream")
    {
        Description = "The IoT hub or gateway that everything goes on to, such as contoso.azure-devices.net or parent.local:8883",
    };

    private static readonly Option<string?> Root = new("--upstream-ca")
    {
        Description = "A PEM file with the certificates to trust for --upstream; without it, those of the operating system",
    };

    private static readonly Option<string?> Policy = new("--upstream-policy")
    {
        Description = "A file with SharedAccessKeyName=…;SharedAccessKey=… of a policy with DeviceConnect at --upstream; without it, "
            + "each device's own key signs",
    };

    private static readonly Option<string?> Tier = new("--upstream-tier")
    {
        Description = "The tier of the IoT hub, F1, S1, S2 or S3, and its units, such as S1 or S1x2; its quota is made to last the day",
    };

    /// <summary>The options of the command.</summary>
    public static IReadOnlyList<Option> All { get; } = [Parent, Root, Policy, Tier];

    /// <summary>Reads them; null where there is no parent.</summary>
    /// <exception cref="GatewayStartException">One cannot be used; the message names it.</exception>
    public static UpstreamOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(Parent) is not { } parent) return null;
        var (host, port) = ParseParent(parent);
        var (tier, units) = parsed.GetValue(Tier) is { } text ? ParseTier(text) : (null, 1);
        return new UpstreamOptions
        {
            HostName = host,
            Port = port,
            RootFile = parsed.GetValue(Root) is { } root ? CheckRoot(Path.GetFullPath(root)) : null,
            Policy = parsed.GetValue(Policy) is { } policy ? ReadPolicy(policy) : null,
            Tier = tier,
            Units = units,
        };
    }

    private static (string Host, int Port) ParseParent(string text)
    {
        var parts = text.Split(':');
        var port = PortDefault;
        var isValid = parts.Length <= 2 && Uri.CheckHostName(parts[0]) != UriHostNameType.Unknown
            && (parts.Length == 1 || (int.TryParse(parts[1], out port) && port is > 0 and <= IPEndPoint.MaxPort));
        return isValid
            ? (parts[0], port)
            : throw new GatewayStartException(
                $"--upstream '{text}' is no host; give one such as contoso.azure-devices.net or parent.local:8883");
    }

    private static (HubTier Tier, int Units) ParseTier(string text)
    {
        var parts = text.Split('x', 'X');
        var units = 1;
        var areUnits = parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], out units) && units > 0);
        if (areUnits && HubTier.Find(parts[0]) is { } tier) return (tier, units);
        throw new GatewayStartException($"--upstream-tier '{text}' is no tier; give F1, S1, S2 or S3, with units such as S1x2");
    }

    private static string CheckRoot(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            if (found.Count > 0) return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new GatewayStartException($"--upstream-ca '{path}' cannot be read ({e.Message}); give a PEM file", e);
        }

        throw new GatewayStartException($"--upstream-ca '{path}' holds no certificate; give a PEM file that does");
    }

    private static UpstreamPolicy ReadPolicy(string path)
    {
        try
        {
            var fields = File.ReadAllText(path).Trim().Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(field => field.Split('=', 2))
                .ToDictionary(field => field[0], field => field[^1], StringComparer.OrdinalIgnoreCase);
            return new UpstreamPolicy(fields["SharedAccessKeyName"], Convert.FromBase64String(fields["SharedAccessKey"]));
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or FormatException or KeyNotFoundException or ArgumentException)
        {
            // Not the cause's text: it may quote the key.
            throw new GatewayStartException(
                $"--upstream-policy '{path}' is no file with SharedAccessKeyName=…;SharedAccessKey=… (base64); copy them from the hub");
        }
    }
}
