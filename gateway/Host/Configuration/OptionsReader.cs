using System.Net;

namespace Gateway.Host.Configuration;

/// <summary>Makes a gateway's options out of its settings.</summary>
internal static class OptionsReader
{
    private const string Off = "off";

    /// <summary>Reads them; what is not set has its default.</summary>
    /// <exception cref="GatewayStartException">One cannot be used; the message names it as it was written, and the fix.</exception>
    public static GatewayOptions Read(GatewaySettings settings)
    {
        var standard = new GatewayOptions { DataDirectory = "gateway-data" };
        return new GatewayOptions
        {
            DataDirectory = Path.GetFullPath(settings.Find(SettingKeys.DataDirectory)?.Value ?? standard.DataDirectory),
            HostName = settings.Find(SettingKeys.HostName)?.Value ?? standard.HostName,
            ListenAddress = settings.Find(SettingKeys.ListenAddress) is { } address ? ParseAddress(address) : null,
            MqttPort = settings.Find(SettingKeys.MqttPort) is { } port ? ParsePort(port) : standard.MqttPort,
            HttpsPort = settings.Find(SettingKeys.HttpsPort) is { } https ? ParseHttpsPort(https) : standard.HttpsPort,
            EventsUrl = settings.Find(SettingKeys.EventsUrl) is { } url ? ParseUrl(url) : null,
            RoutingFile = settings.Find(SettingKeys.RoutingFile) is { } routing ? Path.GetFullPath(routing.Value) : null,
            EventPartitions = settings.Find(SettingKeys.EventPartitions) is { } partitions
                ? (int)partitions.Whole(1, OptionsCheck.EventPartitionsMax)
                : standard.EventPartitions,
            DeviceAuthoritiesFile = settings.Find(SettingKeys.DeviceAuthoritiesFile)?.Value,
            WhenFull = settings.Find(SettingKeys.WhenFull) is { } policy ? ParsePolicy(policy) : standard.WhenFull,
            Upstream = UpstreamSettings.Read(settings),
            Limits = ReadLimits(settings),
        };
    }

    private static GatewayLimits ReadLimits(GatewaySettings settings)
    {
        var limits = new GatewayLimits();
        foreach (var limit in SettingKeys.Limits)
            if (settings.Find(SettingKeys.KeyOf(limit)) is { } setting) limit.SetValue(limits, Parse(setting, limit.PropertyType));
        return limits;
    }

    private static object Parse(Setting setting, Type type) =>
        type == typeof(int) ? (int)setting.Whole(1, int.MaxValue)
        : type == typeof(long) ? setting.Whole(1, long.MaxValue)
        : type == typeof(TimeSpan) ? setting.Duration()
        : throw new InvalidOperationException($"no setting can be a {type}");

    private static int ParsePort(Setting setting) => (int)setting.Whole(IPEndPoint.MinPort, IPEndPoint.MaxPort);

    private static int? ParseHttpsPort(Setting setting) =>
        setting.Value.Equals(Off, StringComparison.OrdinalIgnoreCase) ? null : ParsePort(setting);

    private static IPAddress ParseAddress(Setting setting) => IPAddress.TryParse(setting.Value, out var address)
        ? address
        : throw setting.Refused("IP address", "one of this machine's, such as 127.0.0.1, or none to listen on all");

    private static Uri ParseUrl(Setting setting) => Uri.TryCreate(setting.Value, UriKind.Absolute, out var url)
        ? url
        : throw setting.Refused("URL", "one such as http://127.0.0.1:7071/telemetry");

    private static FullStorePolicy ParsePolicy(Setting setting) =>
        Enum.GetNames<FullStorePolicy>().FirstOrDefault(name => name.Equals(setting.Value, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<FullStorePolicy>(name)
            : throw setting.Refused("policy", string.Join(" or ", Enum.GetNames<FullStorePolicy>()));
}
