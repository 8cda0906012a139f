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
public sealed class Admission(IDeviceRegistry registry, EnrollmentGroup group, string hostName)
{
    /// <summary>Judges the credentials of a CONNECT.</summary>
    /// <param name="credentials">What the client said.</param>
    /// <param name="now">The present real time; tokens expire by it.</param>
    /// <param name="cancellation">Ends the look-up of the identity.</param>
    public async ValueTask<AdmissionResult> AdmitAsync(ConnectCredentials credentials, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.UserName is not { } userName) return new AdmissionResult.Refused("no user name");
        if (credentials.Password is null || SasToken.Parse(credentials.Password) is not { } token)
            return new AdmissionResult.Refused("the password is no shared access signature");
        if (ProvisioningUserName.Parse(userName) is { } registration)
            return AdmitRegistration(credentials.ClientId, registration, token, now);
        if (HubUserName.Parse(userName) is { } hub) return await AdmitDeviceAsync(credentials.ClientId, hub, token, now, cancellation);
        return new AdmissionResult.Refused("the user name is neither IoT Hub's nor DPS's");
    }

    private async ValueTask<AdmissionResult> AdmitDeviceAsync(
        string clientId, HubUserName user, SasToken token, DateTimeOffset now, CancellationToken cancellation)
    {
        if (user.ModuleId is not null) return new AdmissionResult.Refused("modules have no identity here");
        if (clientId != user.DeviceId) return new AdmissionResult.Refused("client id and user name name different devices");
        if (await registry.FindAsync(user.DeviceId, cancellation) is not { } device) return new AdmissionResult.Refused("unknown device");
        return SymmetricKeyCheck.Refusal(token, device, [user.HostName, hostName], now) is { } reason
            ? new AdmissionResult.Refused(reason)
            : new AdmissionResult.Device(device, token.ExpiresAt);
    }

    private AdmissionResult AdmitRegistration(string clientId, ProvisioningUserName user, SasToken token, DateTimeOffset now)
    {
        var id = user.RegistrationId;
        if (clientId != id) return new AdmissionResult.Refused("client id and user name name different registrations");
        if (!DeviceIdentity.IsValidId(id)) return new AdmissionResult.Refused("the registration id is no device id");
        if (user.IdScope != group.IdScope) return new AdmissionResult.Refused($"unknown id scope '{user.IdScope}'");
        if (!token.Resource.Equals($"{group.IdScope}/registrations/{id}", StringComparison.OrdinalIgnoreCase))
            return new AdmissionResult.Refused($"the token is for '{token.Resource}'");
        if (!token.IsSignedWith(group.DeriveDeviceKey(id))) return new AdmissionResult.Refused("the token's signature is wrong");
        if (token.ExpiresAt <= now) return new AdmissionResult.Refused($"the token expired at {token.ExpiresAt:u}");
        return new AdmissionResult.Registration(id, token.ExpiresAt);
    }
}
