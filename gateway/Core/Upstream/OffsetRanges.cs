namespace Gateway.Core.Upstream;

/// <summary>
/// Disjoint pieces of one partition, in the order of their offsets; neighbours that touch become one. Above a limit the two that lie
/// closest are joined, so that what lies between them is sent a second time rather than remembered for ever. Not thread-safe.
/// </summary>
internal sealed class OffsetRanges(int max)
{
    private readonly List<OffsetRange> _ranges = [];

    /// <summary>The pieces, lowest first.</summary>
    public IReadOnlyList<OffsetRange> All => _ranges;

    /// <summary>Adds a piece, unless one that was joined has it already.</summary>
    public void Add(OffsetRange added)
    {
        if (_ranges.Exists(range => Holds(range, added) && (added.AlertsSent || !range.AlertsSent))) return;
        var at = _ranges.FindIndex(range => range.After >= added.UpTo);
        if (at < 0) at = _ranges.Count;
        _ranges.Insert(at, added);
        if (at + 1 < _ranges.Count && Touch(_ranges[at], _ranges[at + 1])) Join(at);
        if (at > 0 && Touch(_ranges[at - 1], _ranges[at])) Join(at - 1);
        if (_ranges.Count > max) Join(Closest());
    }

    /// <summary>Takes a piece out of the lowest one that holds it, which may leave what is before and behind it.</summary>
    public void Remove(OffsetRange removed)
    {
        var at = _ranges.FindIndex(range => Holds(range, removed));
        var whole = _ranges[at];
        _ranges.RemoveAt(at);
        if (removed.UpTo < whole.UpTo) _ranges.Insert(at, whole with { After = removed.UpTo });
        if (whole.After < removed.After) _ranges.Insert(at, whole with { UpTo = removed.After });
    }

    private static bool Holds(OffsetRange whole, OffsetRange part) => whole.After <= part.After && part.UpTo <= whole.UpTo;

    private static bool Touch(OffsetRange left, OffsetRange right) => left.UpTo == right.After && left.AlertsSent == right.AlertsSent;

    private int Closest()
    {
        var closest = 0;
        for (var i = 1; i < _ranges.Count - 1; i++)
            if (_ranges[i + 1].After - _ranges[i].UpTo < _ranges[closest + 1].After - _ranges[closest].UpTo) closest = i;
        return closest;
    }

    private void Join(int at)
    {
        var (left, right) = (_ranges[at], _ranges[at + 1]);
        _ranges[at] = new OffsetRange(left.After, Math.Max(left.UpTo, right.UpTo), left.AlertsSent && right.AlertsSent);
        _ranges.RemoveAt(at + 1);
    }
}
