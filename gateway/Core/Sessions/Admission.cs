using System.Security.Cryptography.X509Certificates;
using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;
using Gateway.Core.Registry;

namespace Gateway.Core.Sessions;

/// <summary>
/// Decides who may come in. The user name tells the dialects apart: IoT Hub's or DPS's. Client id, user name and token must all speak of
/// one and the same identity. Thread-safe.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and
/// Microsoft, "Communicate with DPS using the MQTT protocol".
/// </remarks>
public sealed class Admission(IDeviceRegistry registry, EnrollmentGroup group, string hostName, X509Certificate2Collection authorities)
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

    private async ValueTask<AdmissionResult> AdmitDeviceAsync(
        ConnectCredentials credentials, HubUserName user, DateTimeOffset now, CancellationToken cancellation)
    {
        if (credentials.ClientId != user.ClientId) return new AdmissionResult.Refused("client id and user name name different identities");
        if (await registry.FindAsync(user.ClientId, cancellation) is not { } identity) return new AdmissionResult.Refused("unknown identity");
        var (refusal, expiresAt) = identity.Authentication is Authentication.SymmetricKeys
            ? JudgeToken(credentials.Password, identity, user.HostName, now)
            : JudgeCertificate(credentials, identity, now);
        if (refusal is not null) return new AdmissionResult.Refused(refusal);
        return identity.IsEnabled ? new AdmissionResult.Device(identity, expiresAt) : new AdmissionResult.Refused("the identity is disabled");
    }

    private (string? Refusal, DateTimeOffset ExpiresAt) JudgeToken(
        string? password, DeviceIdentity identity, string userHost, DateTimeOffset now) =>
        Token(password) is { } token
            ? (SymmetricKeyCheck.Refusal(token, identity, [userHost, hostName], now), token.ExpiresAt)
            : (NoToken, default);

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
