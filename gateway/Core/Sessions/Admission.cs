using System.Security.Cryptography.X509Certificates;
using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;
using Gateway.Core.Registry;
using Gateway.Core.Service;

namespace Gateway.Core.Sessions;

/// <summary>
/// Decides who may come in. The user name tells the dialects apart: IoT Hub's or DPS's. Client id, user name and token must all speak of
/// one and the same identity. Thread-safe.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and
/// Microsoft, "Communicate with DPS using the MQTT protocol".
/// </remarks>
/// <param name="registry">The identities.</param>
/// <param name="group">Whose registrations come in.</param>
/// <param name="policies">The hub's policies; one with DeviceConnect may act for every device.</param>
/// <param name="hostName">The gateway's name, as tokens may spell their resource with it.</param>
/// <param name="authorities">Whose signature on a device's certificate counts.</param>
public sealed class Admission(
    IDeviceRegistry registry,
    EnrollmentGroup group,
    ServicePolicies policies,
    string hostName,
    X509Certificate2Collection authorities)
{
    private const string NoToken = "the password is no shared access signature";

    /// <summary>Judges the credentials of a CONNECT.</summary>
    /// <param name="credentials">What the client said.</param>
    /// <param name="now">The present real time; tokens and certificates expire by it.</param>
    /// <param name="cancellation">Ends the look-up of the identity.</param>
    public async ValueTask<AdmissionResult> AdmitAsync(ConnectCredentials credentials, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.UserName is not { } userName) return new AdmissionResult.Refused("no user name");
        if (ProvisioningUserName.Parse(userName) is { } registration) return AdmitRegistration(credentials, registration, now);
        if (HubUserName.Parse(userName) is { } hub) return await AdmitDeviceAsync(credentials, hub, now, cancellation);
        return new AdmissionResult.Refused("the user name is neither IoT Hub's nor DPS's");
    }

    /// <summary>Judges the credentials of a client that says which device or module it is.</summary>
    /// <param name="credentials">What proves it.</param>
    /// <param name="user">Who it says it is.</param>
    /// <param name="now">The present real time; tokens and certificates expire by it.</param>
    /// <param name="cancellation">Ends the look-up of the identity.</param>
    public async ValueTask<AdmissionResult> AdmitDeviceAsync(
        ConnectCredentials credentials, HubUserName user, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(user);
        if (credentials.ClientId != user.ClientId) return new AdmissionResult.Refused("client id and user name name different identities");
        if (await registry.FindAsync(user.ClientId, cancellation) is not { } identity) return new AdmissionResult.Refused("unknown identity");
        var (refusal, expiresAt) = Judge(credentials, identity, user.HostName, now);
        if (refusal is not null) return new AdmissionResult.Refused(refusal);
        return identity.IsEnabled ? new AdmissionResult.Device(identity, expiresAt) : new AdmissionResult.Refused("the identity is disabled");
    }

    private (string? Refusal, DateTimeOffset ExpiresAt) Judge(
        ConnectCredentials credentials, DeviceIdentity identity, string userHost, DateTimeOffset now)
    {
        var token = Token(credentials.Password);
        if (token?.Policy is not null) return (PolicyRefusal(token, identity, userHost, now), token.ExpiresAt);
        if (identity.Authentication is not Authentication.SymmetricKeys) return JudgeCertificate(credentials, identity, now);
        return token is null ? (NoToken, default) : (SymmetricKeyCheck.Refusal(token, identity, [userHost, hostName], now), token.ExpiresAt);
    }

    // The pattern of Microsoft's cloud protocol gateway: one who may act for every device, however these prove themselves.
    private string? PolicyRefusal(SasToken token, DeviceIdentity identity, string userHost, DateTimeOffset now) =>
        policies.Refusal(token, ServiceRights.DeviceConnect, SymmetricKeyCheck.ResourceOf(identity), [userHost, hostName], now);

    // Without a password, or with an empty one: azure-sdk-for-c sends it so.
    private (string? Refusal, DateTimeOffset ExpiresAt) JudgeCertificate(
        ConnectCredentials credentials, DeviceIdentity identity, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(credentials.Password)) return ("the identity proves itself by a certificate, not by a password", default);
        return credentials.Certificate is { } certificate
            ? (CertificateCheck.Refusal(certificate, identity, authorities, now, credentials.Intermediates), certificate.NotAfter)
            : ("the client showed no certificate", default);
    }

    private AdmissionResult AdmitRegistration(ConnectCredentials credentials, ProvisioningUserName user, DateTimeOffset now)
    {
        var id = user.RegistrationId;
        if (credentials.ClientId != id) return new AdmissionResult.Refused("client id and user name name different registrations");
        if (!DeviceIdentity.IsValidId(id)) return new AdmissionResult.Refused("the registration id is no device id");
        if (user.IdScope != group.IdScope) return new AdmissionResult.Refused($"unknown id scope '{user.IdScope}'");
        if (Token(credentials.Password) is not { } token) return new AdmissionResult.Refused(NoToken);
        if (!token.Resource.Equals($"{group.IdScope}/registrations/{id}", StringComparison.OrdinalIgnoreCase))
            return new AdmissionResult.Refused($"the token is for '{token.Resource}'");
        if (!token.IsSignedWith(group.DeriveDeviceKey(id))) return new AdmissionResult.Refused("the token's signature is wrong");
        if (token.ExpiresAt <= now) return new AdmissionResult.Refused($"the token expired at {token.ExpiresAt:u}");
        return new AdmissionResult.Registration(id, token.ExpiresAt);
    }

    private static SasToken? Token(string? password) => password is null ? null : SasToken.Parse(password);
}
