using Gateway.Core.Registry;

namespace Gateway.Core.IotHub;

/// <summary>Checks a device's password against its identity.</summary>
internal static class SymmetricKeyCheck
{
    /// <summary>Why the token does not let the identity in, or null when it does.</summary>
    /// <param name="token">The parsed password.</param>
    /// <param name="device">The identity that the device claims.</param>
    /// <param name="hostNames">The names under which the device may know its hub.</param>
    /// <param name="now">The present real time.</param>
    public static string? Refusal(SasToken token, DeviceIdentity device, IEnumerable<string> hostNames, DateTimeOffset now)
    {
        if (token.Policy is not null) return $"the token is a policy's ('{token.Policy}'), not the device's own";
        if (!hostNames.Any(host => token.Resource.Equals($"{host}/devices/{device.DeviceId}", StringComparison.OrdinalIgnoreCase)))
            return $"the token is for '{token.Resource}'";
        // Both keys are always tried, so that the time does not tell which one fits.
        var isSigned = token.IsSignedWith(device.PrimaryKey.Span) | token.IsSignedWith(device.SecondaryKey.Span);
        if (!isSigned) return "the token's signature is wrong";
        if (token.ExpiresAt <= now) return $"the token expired at {token.ExpiresAt:u}";
        return device.IsEnabled ? null : "the device is disabled";
    }
}
