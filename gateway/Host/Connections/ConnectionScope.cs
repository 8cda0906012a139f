using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;
using Gateway.Core.Sessions;
using Gateway.Mqtt.Packets;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Connections;

/// <summary>What all connections of a gateway share. Immutable, its parts thread-safe.</summary>
internal sealed record ConnectionScope
{
    public required Admission Admission { get; init; }

    public required HubPorts Hub { get; init; }

    public required RegistrationRequests Registrations { get; init; }

    public required GatewayLimits Limits { get; init; }

    public required GatewayCounters Counters { get; init; }

    /// <summary>Real time, for tokens and time-outs.</summary>
    public required TimeProvider SystemClock { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Cancelled when the gateway stops.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Who is connected.</summary>
    public required ConnectionTable Table { get; init; }

    /// <summary>Opens the session of an admitted client; null for a refused one.</summary>
    /// <exception cref="HubViolationException">What it wants of the session breaks a rule of the hub.</exception>
    public async ValueTask<Session?> OpenAsync(AdmissionResult admission, ConnectPacket connect, CancellationToken cancellation) =>
        admission switch
        {
            AdmissionResult.Device device => await HubSession.OpenAsync(device, connect, Hub, cancellation),
            AdmissionResult.Registration registration => new ProvisioningSession(
                registration.RegistrationId, registration.ExpiresAt, Registrations),
            _ => null,
        };
}
