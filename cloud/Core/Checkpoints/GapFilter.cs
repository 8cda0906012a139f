using Cloud.Core.Events;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// Counts the messages that a device tells to be missing, each once, though gaps may come again: the same, larger, or in part. Knows the
/// last <see cref="GapsMax"/> gaps. Not thread-safe.
/// </summary>
internal sealed class GapFilter
{
    public const int GapsMax = 16;

    private readonly List<Gap> _gaps = []; // apart from each other; the count is what was counted for it

    /// <summary>Takes a gap.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="unseen">How many messages in its range have not arrived; where it is of several boots, nobody knows.</param>
    /// <param name="added">How many messages are missing that were not told before.</param>
    /// <returns>False where all of the gap was told before.</returns>
    public bool TryAdd(Gap gap, long? unseen, out long added)
    {
        added = 0;
        if (_gaps.Exists(known => Contains(known, gap))) return false;
        var missing = Math.Min(gap.Count, unseen ?? gap.Count);
        var replaced = _gaps.FindAll(known => Overlap(known, gap));
        added = Math.Max(0, missing - replaced.Sum(known => known.Count));
        _gaps.RemoveAll(replaced.Contains);
        if (_gaps.Count == GapsMax) _gaps.RemoveAt(0);
        _gaps.Add(gap with { Count = missing });
        return true;
    }

    public void Save(StateWriter writer)
    {
        writer.Int32(_gaps.Count);
        foreach (var gap in _gaps)
        {
            writer.Int64(gap.FromBoot);
            writer.Int64(gap.FromSeq);
            writer.Int64(gap.Boot);
            writer.Int64(gap.Seq);
            writer.Int64(gap.Count);
        }
    }

    public void Load(ref StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
            _gaps.Add(new Gap(reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64(), reader.Int64()));
    }

    private static bool Contains(Gap outer, Gap inner) =>
        (outer.FromBoot, outer.FromSeq).CompareTo((inner.FromBoot, inner.FromSeq)) <= 0
        && (inner.Boot, inner.Seq).CompareTo((outer.Boot, outer.Seq)) <= 0;

    private static bool Overlap(Gap one, Gap other) =>
        (one.FromBoot, one.FromSeq).CompareTo((other.Boot, other.Seq)) <= 0
        && (other.FromBoot, other.FromSeq).CompareTo((one.Boot, one.Seq)) <= 0;
}
