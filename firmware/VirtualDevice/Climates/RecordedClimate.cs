namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// A recording played back: at every instant the latest row at or before it, without interpolation; the first row before
/// the start, the last row after the end. Immutable.
/// </summary>
public sealed class RecordedClimate : IClimate
{
    private readonly TimeSpan[] _offsets;
    private readonly Conditions[] _conditions;
    private readonly DateTimeOffset _start;

    /// <summary>Makes a climate from the rows of a recording.</summary>
    /// <param name="rows">At least one, in increasing time; see <see cref="Recording.Load"/>.</param>
    /// <param name="start">The instant at which the first row is played.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public RecordedClimate(IReadOnlyList<RecordedRow> rows, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("a recording has at least one row", nameof(rows));
        _offsets = [.. rows.Select(row => row.Offset)];
        _conditions = [.. rows.Select(row => row.Conditions)];
        _start = start;
    }

    /// <inheritdoc/>
    public Conditions At(DateTimeOffset utc)
    {
        var index = Array.BinarySearch(_offsets, utc - _start);
        var latest = index >= 0 ? index : ~index - 1;
        return _conditions[Math.Max(latest, 0)];
    }
}
