namespace Gateway.Core.Service;

/// <summary>A shared access policy: a name, what it allows, and two keys so that they can be rolled. Immutable.</summary>
/// <param name="Name">The name, as a token's skn gives it; case counts.</param>
/// <param name="Rights">What its holders may do.</param>
/// <param name="Primary">The first key: a secret.</param>
/// <param name="Secondary">The second key: a secret.</param>
public sealed record ServicePolicy(string Name, ServiceRights Rights, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary)
{
    /// <summary>The name and the rights, without the keys.</summary>
    public override string ToString() => $"{Name} ({Rights})";
}
