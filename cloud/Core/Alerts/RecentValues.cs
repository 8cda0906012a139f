using Cloud.Core.Checkpoints;
using Cloud.Core.Windows;

namespace Cloud.Core.Alerts;

/// <summary>The values of the last minutes and their exact mean. Not thread-safe.</summary>
internal sealed class RecentValues
{
    /// <summary>At most this many are kept, the newest: five minutes at one a second.</summary>
    public const int ValuesMax = 300;

    private readonly Queue<(long Ticks, double Value)> _values = new();

    public int Count => _values.Count;

    public void Add(long ticks, double value)
    {
        if (_values.Count == ValuesMax) _values.Dequeue();
        _values.Enqueue((ticks, value));
    }

    public void ForgetBefore(long ticks)
    {
        while (_values.TryPeek(out var oldest) && oldest.Ticks < ticks) _values.Dequeue();
    }

    /// <summary>Whether the last few values agree; then older ones, which did not, are forgotten.</summary>
    /// <param name="count">How many must agree.</param>
    /// <param name="spreadMax">How far apart, at most and not quite.</param>
    public bool TrySettle(int count, double spreadMax)
    {
        if (_values.Count < count) return false;
        var last = _values.Skip(_values.Count - count).ToArray();
        if (last.Max(one => one.Value) - last.Min(one => one.Value) >= spreadMax) return false;
        while (_values.Count > count) _values.Dequeue();
        return true;
    }

    /// <summary>The mean of at least one value.</summary>
    public double Mean()
    {
        var sum = new ExactSum();
        foreach (var (_, value) in _values) sum.Add(value);
        return sum.Round() / _values.Count;
    }

    public void Save(StateWriter writer)
    {
        writer.Int32(_values.Count);
        foreach (var (ticks, value) in _values)
        {
            writer.Int64(ticks);
            writer.Double(value);
        }
    }

    public void Load(ref StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--) _values.Enqueue((reader.Int64(), reader.Double()));
    }
}
