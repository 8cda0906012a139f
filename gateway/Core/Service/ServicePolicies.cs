using Gateway.Core.IotHub;

namespace Gateway.Core.Service;

/// <summary>The shared access policies of a hub: judge the tokens of those who are no devices. Immutable, so thread-safe.</summary>
/// <remarks>Source: Microsoft, "Control access to IoT Hub by using shared access signatures".</remarks>
public sealed class ServicePolicies
{
    private readonly Dictionary<string, ServicePolicy> _byName;

    /// <summary>Creates the set.</summary>
    /// <param name="policies">The policies, names unique.</param>
    public ServicePolicies(IEnumerable<ServicePolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        _byName = policies.ToDictionary(policy => policy.Name, StringComparer.Ordinal);
    }

    /// <summary>Finds a policy by its exact name, or returns null.</summary>
    public ServicePolicy? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Why a token does not allow something, or null when it does.</summary>
    /// <param name="token">The token, or null where none was shown or it could not be read.</param>
    /// <param name="rights">What the holder wants to do.</param>
    /// <param name="path">What with: the decoded path of the URL without its first slash, such as <c>devices/kitchen</c>.</param>
    /// <param name="hostNames">The names under which the holder may know this hub.</param>
    /// <param name="now">The present real time.</param>
    public string? Refusal(SasToken? token, ServiceRights rights, string path, IEnumerable<string> hostNames, DateTimeOffset now)
    {
        if (token is null) return "there is no shared access signature";
        if (token.Policy is not { } name) return "the token is a device's, not a policy's";
        if (Find(name) is not { } policy) return $"there is no policy '{name}'";
        // Both keys are always tried, so that the time does not tell which one fits.
        var isSigned = token.IsSignedWith(policy.Primary.Span) | token.IsSignedWith(policy.Secondary.Span);
        if (!isSigned) return "the token's signature is wrong";
        if (token.ExpiresAt <= now) return $"the token expired at {token.ExpiresAt:u}";
        if (!hostNames.Any(host => Covers(token.Resource, $"{host}/{path}"))) return $"the token is for '{token.Resource}'";
        return (policy.Rights & rights) == rights ? null : $"the policy '{name}' does not allow {rights}";
    }

    // A token for a part of the hub is good for everything below that part.
    private static bool Covers(string resource, string wanted)
    {
        var prefix = resource.TrimEnd('/');
        return wanted.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && (wanted.Length == prefix.Length || wanted[prefix.Length] == '/');
    }
}
