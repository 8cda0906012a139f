using System.Net;

namespace Gateway.Host;

/// <summary>How one gateway is set up. Immutable, so safe for use by several threads.</summary>
public sealed record GatewayOptions
{
    /// <summary>
    /// Where the gateway keeps everything that must survive it: the store, the keys and the certificates. Created when missing.
    /// </summary>
    public required string DataDirectory { get; init; }

    /// <summary>The name under which devices know this gateway; part of the server certificate and the hub name that DPS assigns.</summary>
    /// <value>The default is "localhost".</value>
    public string HostName { get; init; } = "localhost";

    /// <summary>The address to listen on; null listens on every address, IPv4 and IPv6.</summary>
    /// <value>The default is null.</value>
    public IPAddress? ListenAddress { get; init; }

    /// <summary>The TCP port for MQTT over TLS, in the range [0, 65535]; 0 takes any free port.</summary>
    /// <value>The default is 8883, the port of IoT Hub and DPS.</value>
    public int MqttPort { get; init; } = 8883;

    /// <summary>
    /// The TCP port for HTTPS, the service API of the hub among it, in the range [0, 65535]; 0 takes any free port, null serves none.
    /// </summary>
    /// <value>
    /// The default is 8443, which needs no privileges. Microsoft's SDKs dial 443 and cannot be told another port: for them choose 443.
    /// </value>
    public int? HttpsPort { get; init; } = 8443;

    /// <summary>
    /// Where the events endpoint posts its batches, with the function's name as the path (…/telemetry); null means no endpoint.
    /// </summary>
    /// <value>The default is null.</value>
    public Uri? EventsUrl { get; init; }

    /// <summary>The file that says where messages go (README.md, "Routes"); null takes routing.json in the data directory, if there.</summary>
    /// <value>The default is null.</value>
    public string? RoutingFile { get; init; }

    /// <summary>The number of partitions of the events endpoint, in the range [1, 32]; fixed once the data directory exists.</summary>
    /// <value>The default is 4.</value>
    public int EventPartitions { get; init; } = 4;

    /// <summary>
    /// A PEM file with the authorities whose signature on a device's certificate counts, read at the start; null means none, so that only
    /// certificates come in whose thumbprint an identity names.
    /// </summary>
    /// <value>The default is null.</value>
    public string? DeviceAuthoritiesFile { get; init; }

    /// <summary>What happens to new messages while the store is full and consumers take nothing.</summary>
    /// <value>The default is <see cref="FullStorePolicy.Refuse"/>.</value>
    public FullStorePolicy WhenFull { get; init; } = FullStorePolicy.Refuse;

    /// <summary>The IoT hub or parent gateway that everything goes on to; null means none.</summary>
    /// <value>The default is null.</value>
    public UpstreamOptions? Upstream { get; init; }

    /// <summary>The bounds that keep one gateway within its means.</summary>
    public GatewayLimits Limits { get; init; } = new();
}
