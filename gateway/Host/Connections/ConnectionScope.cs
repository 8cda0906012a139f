using Gateway.Core.Provisioning;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;
using Gateway.Host.Storage;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Connections;

/// <summary>What all connections of a gateway share. Immutable, its parts thread-safe.</summary>
internal sealed record ConnectionScope
{
    public required Admission Admission { get; init; }

    public required MessageStore Messages { get; init; }

    public required TwinRequests Twins { get; init; }

    public required RegistrationRequests Registrations { get; init; }

    public required GatewayLimits Limits { get; init; }

    public required GatewayCounters Counters { get; init; }

    /// <summary>The time that stamps messages.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Real time, for tokens and time-outs.</summary>
    public required TimeProvider SystemClock { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Cancelled when the gateway stops.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Who is connected.</summary>
    public ConnectionTable Table { get; } = new();

    /// <summary>The session of an admitted client.</summary>
    public Session? Open(AdmissionResult admission) => admission switch
    {
        AdmissionResult.Device device => new HubSession(device.Identity, device.ExpiresAt, Messages.OpenLane(), Twins, Clock),
        AdmissionResult.Registration registration => new ProvisioningSession(
            registration.RegistrationId, registration.ExpiresAt, Registrations),
        _ => null,
    };
}
