namespace Cloud.Functions.Api;

/// <summary>A range of event time, both ends inclusive, in Unix ms, and the most rows to answer with: the newest. Immutable.</summary>
/// <param name="FromUnixMs">The earliest time.</param>
/// <param name="ToUnixMs">The latest time.</param>
/// <param name="Limit">Rows, in the range [1, <see cref="LimitMax"/>].</param>
internal readonly record struct TimeRange(long FromUnixMs, long ToUnixMs, int Limit)
{
    /// <summary>The most rows of one answer.</summary>
    public const int LimitMax = 10_000;

    /// <summary>The rows of an answer where the request says nothing.</summary>
    public const int LimitDefault = 500;
}
