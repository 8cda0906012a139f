namespace Gateway.Core.Upstream;

/// <summary>A piece of one partition that was not sent yet. Immutable.</summary>
/// <param name="After">The offset behind which it begins.</param>
/// <param name="UpTo">The last offset in it, above <paramref name="After"/>.</param>
/// <param name="AlertsSent">Whether the alerts in it were sent already, so that only the other messages are left.</param>
public readonly record struct OffsetRange(long After, long UpTo, bool AlertsSent = false);
