using Gateway.Core.Upstream;

namespace Gateway.Host;

/// <summary>The IoT hub, or parent gateway, to which everything goes on. Immutable, so safe for use by several threads.</summary>
public sealed record UpstreamOptions
{
    /// <summary>The parent's name: what is dialled, what its certificate must carry, and the hub's name in tokens.</summary>
    public required string HostName { get; init; }

    /// <summary>The TCP port for MQTT over TLS, in the range [1, 65535].</summary>
    /// <value>The default is 8883.</value>
    public int Port { get; init; } = 8883;

    /// <summary>
    /// A PEM file with the certificates to trust, read anew for each connection; null trusts what the operating system does.
    /// </summary>
    /// <value>The default is null.</value>
    public string? RootFile { get; init; }

    /// <summary>A policy with DeviceConnect at the parent to sign with; null signs with each identity's own key.</summary>
    /// <value>The default is null.</value>
    public UpstreamPolicy? Policy { get; init; }

    /// <summary>The tier of the IoT hub, whose quota is to last the day; null for a parent without one.</summary>
    /// <value>The default is null.</value>
    public HubTier? Tier { get; init; }

    /// <summary>How many units of the tier the hub has, at least 1.</summary>
    /// <value>The default is 1.</value>
    public int Units { get; init; } = 1;

    /// <summary>How long the tokens for the parent are valid; a connection is made anew when its token expires.</summary>
    /// <value>The default is 1 hour.</value>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Real time that TCP, TLS and CONNACK may take together.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The bounds of the way upstream.</summary>
    public UpstreamLimits Limits { get; init; } = new();
}
