namespace Gateway.Core.Upstream;

/// <summary>
/// A shared access policy of the parent with the right DeviceConnect. Holds a secret; its text form leaves it out. Immutable.
/// </summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Key">Its key: a secret.</param>
public sealed record UpstreamPolicy(string Name, ReadOnlyMemory<byte> Key)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
