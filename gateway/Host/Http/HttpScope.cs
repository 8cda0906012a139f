using Gateway.Core.Registry;
using Gateway.Core.Service;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Http;

/// <summary>What all HTTPS requests of a gateway share. Immutable, its parts thread-safe.</summary>
internal sealed record HttpScope
{
    /// <summary>The hub, as sessions see it.</summary>
    public required HubPorts Hub { get; init; }

    public required IDeviceRegistry Registry { get; init; }

    public required ITwinStore Twins { get; init; }

    /// <summary>Judges devices that prove themselves as in CONNECT.</summary>
    public required Admission Admission { get; init; }

    public required ServicePolicies Policies { get; init; }

    public required string HostName { get; init; }

    public required GatewayLimits Limits { get; init; }

    /// <summary>What the gateway did.</summary>
    public required GatewayCounters Counters { get; init; }

    /// <summary>Why the store cannot be written, in one line; null while it can.</summary>
    public required Func<string?> StoreFailure { get; init; }

    /// <summary>The time that stamps what is kept.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Real time, for tokens and time-outs.</summary>
    public required TimeProvider SystemClock { get; init; }

    public required ILogger Log { get; init; }
}
