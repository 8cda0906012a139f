using System.Net;

namespace Gateway.Host.Configuration;

/// <summary>Refuses options that no gateway could run with, before anything is touched.</summary>
internal static class OptionsCheck
{
    /// <summary>How many partitions there may be.</summary>
    public const int EventPartitionsMax = 32;

    /// <summary>Checks the options.</summary>
    /// <exception cref="GatewayStartException">One is out of its range; the message names it.</exception>
    public static void Run(GatewayOptions options)
    {
        if (options.MqttPort is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new GatewayStartException($"the port {options.MqttPort} is not in the range 0 to {IPEndPoint.MaxPort}");
        if (options.HttpsPort is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new GatewayStartException($"the HTTPS port {options.HttpsPort} is not in the range 0 to {IPEndPoint.MaxPort}");
        if (options.HttpsPort > 0 && options.HttpsPort == options.MqttPort)
            throw new GatewayStartException($"MQTT and HTTPS cannot share port {options.MqttPort}; choose another with --https-port");
        if (options.EventPartitions is < 1 or > EventPartitionsMax)
            throw new GatewayStartException($"{options.EventPartitions} event partitions are not in the range 1 to {EventPartitionsMax}");
        if (Uri.CheckHostName(options.HostName) == UriHostNameType.Unknown)
            throw new GatewayStartException($"'{options.HostName}' is no host name; give the name under which devices reach this gateway");
        if (options.EventsUrl is { } url && !IsEventsUrl(url))
            throw new GatewayStartException(
                $"'{url}' is no events URL; give one such as http://127.0.0.1:7071/telemetry, the function's name as its path");
    }

    private static bool IsEventsUrl(Uri url) =>
        url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Segments[^1].Trim('/').Length > 0;
}
