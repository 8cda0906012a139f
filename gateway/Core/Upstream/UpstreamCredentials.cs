using Gateway.Core.IotHub;
using Gateway.Core.Registry;

namespace Gateway.Core.Upstream;

/// <summary>
/// What an identity says of itself at the parent: its own name, and a token signed with its own key or, where one is configured, with
/// a shared access policy's. Holds a secret; its text form leaves it out. Immutable.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and Microsoft, "Control access to IoT Hub by using shared
/// access signatures"; a policy with DeviceConnect may act for every device ("cloud protocol gateway").
/// </remarks>
public sealed record UpstreamCredentials
{
    private UpstreamCredentials(string userName, string password) => (UserName, Password) = (userName, password);

    /// <summary>The MQTT user name.</summary>
    public string UserName { get; }

    /// <summary>The MQTT password: a secret.</summary>
    public string Password { get; }

    /// <summary>Makes the credentials of an identity.</summary>
    /// <param name="identity">The identity as this gateway knows it.</param>
    /// <param name="hubName">The parent's host name.</param>
    /// <param name="policy">A policy with DeviceConnect at the parent, or null for the identity's own key.</param>
    /// <param name="expiresAt">When the token expires; the parent ends the connection then.</param>
    /// <returns>The credentials, or null where the identity has no key and there is no policy.</returns>
    public static UpstreamCredentials? For(DeviceIdentity identity, string hubName, UpstreamPolicy? policy, DateTimeOffset expiresAt)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (Sign(identity, hubName, policy, expiresAt) is not { } token) return null;
        return new UpstreamCredentials($"{hubName}/{identity.ClientId}/?api-version=2021-04-12", token);
    }

    /// <summary>The user name alone.</summary>
    public override string ToString() => UserName;

    private static string? Sign(DeviceIdentity identity, string hubName, UpstreamPolicy? policy, DateTimeOffset expiresAt)
    {
        if (policy is not null) return SasToken.Sign($"{hubName}/devices", policy.Key.Span, expiresAt, policy.Name);
        if (identity.Authentication is not Authentication.SymmetricKeys keys) return null;
        var resource = $"{hubName}/devices/{identity.ClientId.Replace("/", "/modules/", StringComparison.Ordinal)}";
        return SasToken.Sign(resource, keys.Primary.Span, expiresAt);
    }
}
