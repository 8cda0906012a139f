using Cloud.Core.Checkpoints;
using Cloud.Core.Windows;

namespace Cloud.Core.Time;

/// <summary>
/// Samples the watermark has not reached, in time order and, at the same time, in order of arrival. It never holds more than the
/// samples of one out-of-order tolerance; with a tolerance of zero it is always empty between events. Not thread-safe.
/// </summary>
internal sealed class ReorderBuffer
{
    private readonly List<Sample> _samples = [];

    public void Add(in Sample sample)
    {
        var index = _samples.Count;
        while (index > 0 && _samples[index - 1].Ticks > sample.Ticks) index--;
        _samples.Insert(index, sample);
    }

    /// <summary>Whether the watermark has reached the first sample.</summary>
    public bool HasReady(long watermarkTicks) => _samples.Count > 0 && _samples[0].Ticks <= watermarkTicks;

    /// <summary>Takes out the samples that the watermark has reached, in order.</summary>
    public IReadOnlyList<Sample> TakeReady(long watermarkTicks)
    {
        var count = 0;
        while (count < _samples.Count && _samples[count].Ticks <= watermarkTicks) count++;
        var ready = _samples.GetRange(0, count);
        _samples.RemoveRange(0, count);
        return ready;
    }

    public void Save(StateWriter writer)
    {
        writer.Int32(_samples.Count);
        foreach (var sample in _samples) sample.Save(writer);
    }

    public void Load(ref StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--) _samples.Add(Sample.Load(ref reader));
    }
}
