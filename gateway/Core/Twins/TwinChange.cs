namespace Gateway.Core.Twins;

/// <summary>The result of a change to a twin: the twin to keep, or why it stays as it was. Immutable.</summary>
/// <param name="Twin">The twin after the change, or as it was before a refused one.</param>
/// <param name="ErrorCode">0 for a change to keep; else the error's code, its first three digits the status.</param>
/// <param name="Error">Why it was refused, or null.</param>
public sealed record TwinChange(Twin Twin, int ErrorCode = 0, string? Error = null)
{
    /// <summary>Whether <see cref="Twin"/> is to be kept.</summary>
    public bool IsChanged => ErrorCode == 0;
}
