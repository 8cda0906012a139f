using Gateway.Core.Registry;

namespace Gateway.Core.IotHub;

/// <summary>Checks the password of a device or module against its identity.</summary>
/// <remarks>Source: Microsoft, "Control access to IoT Hub by using shared access signatures".</remarks>
internal static class SymmetricKeyCheck
{
    /// <summary>Why the token does not let the identity in, or null when it does.</summary>
    /// <param name="token">The parsed password.</param>
    /// <param name="identity">The identity that the client claims.</param>
    /// <param name="hostNames">The names under which the client may know its hub.</param>
    /// <param name="now">The present real time.</param>
    public static string? Refusal(SasToken token, DeviceIdentity identity, IEnumerable<string> hostNames, DateTimeOffset now)
    {
        if (identity.Authentication is not Authentication.SymmetricKeys keys) return "the identity has no symmetric keys";
        if (token.Policy is not null) return $"the token is a policy's ('{token.Policy}'), not the identity's own";
        if (!hostNames.Any(host => token.Resource.Equals($"{host}/{ResourceOf(identity)}", StringComparison.OrdinalIgnoreCase)))
            return $"the token is for '{token.Resource}'";
        // Both keys are always tried, so that the time does not tell which one fits.
        var isSigned = token.IsSignedWith(keys.Primary.Span) | token.IsSignedWith(keys.Secondary.Span);
        if (!isSigned) return "the token's signature is wrong";
        return token.ExpiresAt <= now ? $"the token expired at {token.ExpiresAt:u}" : null;
    }

    /// <summary>What a token must be for: <c>devices/{id}[/modules/{module}]</c>.</summary>
    public static string ResourceOf(DeviceIdentity identity) =>
        identity.ModuleId is null ? $"devices/{identity.DeviceId}" : $"devices/{identity.DeviceId}/modules/{identity.ModuleId}";
}
