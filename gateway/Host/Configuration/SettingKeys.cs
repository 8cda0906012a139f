using System.Reflection;

namespace Gateway.Host.Configuration;

/// <summary>The keys of the settings, as they stand in the section "Gateway" of appsettings.json.</summary>
internal static class SettingKeys
{
    public const string DataDirectory = "DataDirectory";
    public const string HostName = "HostName";
    public const string ListenAddress = "ListenAddress";
    public const string MqttPort = "MqttPort";
    public const string HttpsPort = "HttpsPort";
    public const string EventsUrl = "EventsUrl";
    public const string RoutingFile = "RoutingFile";
    public const string EventPartitions = "EventPartitions";
    public const string DeviceAuthoritiesFile = "DeviceAuthoritiesFile";
    public const string WhenFull = "WhenFull";
    public const string Upstream = "Upstream:Parent";
    public const string UpstreamAuthoritiesFile = "Upstream:AuthoritiesFile";
    public const string UpstreamPolicyFile = "Upstream:PolicyFile";
    public const string UpstreamTier = "Upstream:Tier";

    /// <summary>The bounds that can be set, each under "Limits" by its own name.</summary>
    public static IReadOnlyList<PropertyInfo> Limits { get; } = [.. typeof(GatewayLimits).GetProperties().Where(limit => limit.CanWrite)];

    /// <summary>All keys.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        DataDirectory, HostName, ListenAddress, MqttPort, HttpsPort, EventsUrl, RoutingFile, EventPartitions,
        DeviceAuthoritiesFile, WhenFull,
        Upstream, UpstreamAuthoritiesFile, UpstreamPolicyFile, UpstreamTier,
        .. Limits.Select(KeyOf),
    ];

    /// <summary>The key of a bound.</summary>
    public static string KeyOf(PropertyInfo limit) => $"Limits:{limit.Name}";
}
