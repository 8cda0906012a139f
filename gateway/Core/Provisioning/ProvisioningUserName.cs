using Gateway.Core.IotHub;

namespace Gateway.Core.Provisioning;

/// <summary>
/// The user name of CONNECT to DPS: <c>{idScope}/registrations/{registrationId}/api-version=…[&amp;ClientVersion=…]</c>. Immutable, so
/// safe for use by several threads.
/// </summary>
/// <param name="IdScope">The scope, as received.</param>
/// <param name="RegistrationId">The registration id, as received.</param>
/// <param name="ClientVersion">The device's software, or null.</param>
/// <remarks>
/// Unlike a hub's user name it has no question mark. Source: Microsoft, "Communicate with DPS using the MQTT protocol".
/// </remarks>
public sealed record ProvisioningUserName(string IdScope, string RegistrationId, string? ClientVersion)
{
    /// <summary>Parses a user name.</summary>
    /// <returns>The parts, or null when it is no such name.</returns>
    public static ProvisioningUserName? Parse(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        var query = userName.IndexOf("/api-version=", StringComparison.Ordinal);
        if (query < 0) return null;
        var segments = userName[..query].Split('/');
        if (segments is not [{ Length: > 0 } idScope, "registrations", { Length: > 0 } registrationId]) return null;
        return new ProvisioningUserName(idScope, registrationId, PropertyBag.Decode(userName[(query + 1)..]).Find("ClientVersion"));
    }
}
