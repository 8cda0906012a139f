namespace Cloud.Core.Checkpoints;

/// <summary>
/// Which sequence numbers of one boot have been seen, as ascending ranges: one while messages come without gap, one more for each gap
/// that is still open. Not thread-safe.
/// </summary>
internal sealed class SequenceRanges(long boot)
{
    /// <summary>Ranges kept; with more, the lowest is forgotten, and a resend of a message in it would count anew.</summary>
    public const int RangesMax = 64;

    private readonly List<(long First, long Last)> _ranges = [];

    public long Boot => boot;

    /// <summary>Marks a number as seen.</summary>
    /// <returns>False where it had been seen before.</returns>
    public bool TryAdd(long number)
    {
        var index = _ranges.Count;
        while (index > 0 && _ranges[index - 1].First > number) index--;
        if (index > 0 && number <= _ranges[index - 1].Last) return false;
        Insert(index, number);
        if (_ranges.Count > RangesMax) _ranges.RemoveAt(0);
        return true;
    }

    /// <summary>How many numbers of a range, both ends included, have not been seen.</summary>
    public long CountUnseen(long first, long last)
    {
        var unseen = last - first + 1;
        foreach (var range in _ranges) unseen -= Math.Max(0, Math.Min(last, range.Last) - Math.Max(first, range.First) + 1);
        return unseen;
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(boot);
        writer.Int32(_ranges.Count);
        foreach (var (first, last) in _ranges)
        {
            writer.Int64(first);
            writer.Int64(last);
        }
    }

    public static SequenceRanges Load(ref StateReader reader)
    {
        var loaded = new SequenceRanges(reader.Int64());
        for (var count = reader.Count(); count > 0; count--) loaded._ranges.Add((reader.Int64(), reader.Int64()));
        return loaded;
    }

    /// <summary>Puts an unseen number between ranges index - 1 and index, joining what it touches.</summary>
    private void Insert(int index, long number)
    {
        var joinsLower = index > 0 && _ranges[index - 1].Last == number - 1;
        var joinsUpper = index < _ranges.Count && _ranges[index].First == number + 1;
        var first = joinsLower ? _ranges[index - 1].First : number;
        var last = joinsUpper ? _ranges[index].Last : number;
        var at = joinsLower ? index - 1 : index;
        _ranges.RemoveRange(at, (joinsLower ? 1 : 0) + (joinsUpper ? 1 : 0));
        _ranges.Insert(at, (first, last));
    }
}
