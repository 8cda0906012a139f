namespace Gateway.Core.Twins;

/// <summary>The result of a change to a twin: the twin to keep, or why it stays as it was. Immutable.</summary>
/// <param name="Twin">The twin after the change; of no meaning where it was refused.</param>
/// <param name="ErrorCode">0 for a change to keep; else the error's code, its first three digits the status.</param>
/// <param name="Error">Why it was refused, or null.</param>
public sealed record TwinChange(Twin Twin, int ErrorCode = 0, string? Error = null)
{
    /// <summary>Whether <see cref="Twin"/> is to be kept.</summary>
    public bool IsChanged => ErrorCode == 0;

    /// <summary>What to tell the device about its desired properties, as JSON without $version; null where they did not change.</summary>
    /// <value>The default is null.</value>
    public string? DesiredPatch { get; init; }
}
