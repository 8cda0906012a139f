using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Windows;

/// <summary>Count, least, greatest and exact sum of one channel in the window that is open. Not thread-safe.</summary>
internal sealed class ChannelAccumulator(Channel channel)
{
    private readonly ExactSum _sum = new();
    private long _count;
    private double _minimum;
    private double _maximum;

    public void Add(double value)
    {
        _minimum = _count == 0 ? value : Math.Min(_minimum, value);
        _maximum = _count == 0 ? value : Math.Max(_maximum, value);
        _sum.Add(value);
        _count++;
    }

    /// <summary>The row of what was added, or null where nothing was; then starts anew.</summary>
    public WindowRow? TakeRow(string deviceId, TimeSpan size, DateTimeOffset end)
    {
        if (_count == 0) return null;
        var row = new WindowRow(deviceId, size, end, channel, _count, _sum.Round() / _count, _minimum, _maximum);
        _count = 0;
        _sum.Clear();
        return row;
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(_count);
        if (_count == 0) return;
        writer.Double(_minimum);
        writer.Double(_maximum);
        _sum.Save(writer);
    }

    public void Load(ref StateReader reader)
    {
        _count = reader.Int64();
        if (_count == 0) return;
        _minimum = reader.Double();
        _maximum = reader.Double();
        _sum.Load(ref reader);
    }
}
