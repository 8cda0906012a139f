using Gateway.Core.Registry;

namespace Gateway.Core.Sessions;

/// <summary>Whether a client may come in, and as whom. Immutable, so safe for use by several threads.</summary>
public abstract record AdmissionResult
{
    /// <summary>The client is a device.</summary>
    /// <param name="Identity">Whose identity the connection has from now on.</param>
    /// <param name="ExpiresAt">When its token expires and the connection must end.</param>
    public sealed record Device(DeviceIdentity Identity, DateTimeOffset ExpiresAt) : AdmissionResult;

    /// <summary>The client may register itself.</summary>
    /// <param name="RegistrationId">The one registration that the connection may act for.</param>
    /// <param name="ExpiresAt">When its token expires and the connection must end.</param>
    public sealed record Registration(string RegistrationId, DateTimeOffset ExpiresAt) : AdmissionResult;

    /// <summary>The client stays out: CONNACK 5.</summary>
    /// <param name="Reason">Why, for the log only; without secrets.</param>
    public sealed record Refused(string Reason) : AdmissionResult;
}
