using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Windows;

/// <summary>
/// Tumbling windows of one length and one device, at most one of them open. Window k is (k x size, (k+1) x size] in ticks since
/// 0001-01-01, so a sample exactly on a boundary belongs to the window that ends there. Samples come in time order. Not thread-safe.
/// </summary>
internal sealed class TumblingWindow(string deviceId, TimeSpan size)
{
    private const long NotOpen = 0;

    private readonly ChannelAccumulator[] _channels =
        [new(Channel.Temperature), new(Channel.Humidity), new(Channel.Pressure)];

    private long _endTicks = NotOpen;

    /// <summary>Whether a window is open that a watermark would close: it has passed the end, where a sample may still lie.</summary>
    public bool EndsBefore(long watermarkTicks) => _endTicks != NotOpen && _endTicks < watermarkTicks;

    /// <summary>Counts a sample. Windows that end before it must have been closed.</summary>
    public void Add(in Sample sample)
    {
        var endTicks = (((sample.Ticks - 1) / size.Ticks) + 1) * size.Ticks;
        if (_endTicks == NotOpen) _endTicks = endTicks;
        if (_endTicks != endTicks) throw new InvalidOperationException("a sample was added to a window it is not in");
        for (var index = 0; index < _channels.Length; index++)
        {
            var value = sample.Value((Channel)index);
            if (!double.IsNaN(value)) _channels[index].Add(value);
        }
    }

    /// <summary>Closes the open window and appends its rows, one for each channel that has values.</summary>
    public void Close(List<WindowRow> rows)
    {
        var end = new DateTimeOffset(_endTicks, TimeSpan.Zero);
        foreach (var channel in _channels)
            if (channel.TakeRow(deviceId, size, end) is { } row) rows.Add(row);
        _endTicks = NotOpen;
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(_endTicks);
        if (_endTicks == NotOpen) return;
        foreach (var channel in _channels) channel.Save(writer);
    }

    public void Load(ref StateReader reader)
    {
        _endTicks = reader.Int64();
        if (_endTicks == NotOpen) return;
        foreach (var channel in _channels) channel.Load(ref reader);
    }
}
