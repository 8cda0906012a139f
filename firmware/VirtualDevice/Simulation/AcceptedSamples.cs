using Firmware.Core;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// The truth to hold the uplink against: every sample that left the sampling chain of one device, by boot, and how many there were
/// when each message was made. Used by one thread at a time.
/// </summary>
/// <param name="bound">How far a sample of the uplink may lie from the accepted one, in each channel.</param>
/// <param name="isSleeping">
/// Whether the device sleeps: its messages are made some wakes after their samples, also by the next boot. Each then has to go on in
/// the row of all samples where the one before ended, or behind samples that were lost.
/// </param>
internal sealed class AcceptedSamples(ChannelValues bound, bool isSleeping = false)
{
    private const int AnyBoot = 0;

    private readonly Dictionary<int, Boot> _boots = [];
    private int _arrived; // how many samples of a device that sleeps were there up to the last one that arrived

    /// <summary>How many samples there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many messages were made.</summary>
    public long Messages { get; private set; }

    /// <summary>Notes what a step of the firmware did.</summary>
    /// <param name="boot">The boot.</param>
    /// <param name="sample">The sample that it accepted, or null.</param>
    /// <param name="lastSequence">The sequence of the last message that it made.</param>
    /// <param name="alarms">How many alarms the boot has sent; within a step they come before the telemetry.</param>
    public void Note(int boot, Sample? sample, int lastSequence, int alarms)
    {
        if (isSleeping) (boot, lastSequence, alarms) = (AnyBoot, 0, 0);
        if (!_boots.TryGetValue(boot, out var of)) _boots[boot] = of = new Boot();
        var before = of.Samples.Count;
        if (sample is not null) of.Samples.Add(ChannelValues.Of(sample));
        Count += of.Samples.Count - before;
        for (; of.Alarms.Count < alarms; Messages++)
        {
            of.Messages.Add(of.Messages.LastOrDefault()); // it ends no telemetry
            of.Alarms.Add(of.Messages.Count);
        }

        for (; of.Messages.Count < lastSequence; Messages++) of.Messages.Add((before, of.Samples.Count));
    }

    /// <summary>
    /// Compares the samples of a message with those that were accepted for it. Which these are is known up to one at each end: the
    /// step that made the message may have put its own sample into it or into the next one. The better fit is taken.
    /// </summary>
    /// <param name="boot">The boot that made the message.</param>
    /// <param name="sequence">Its number within the boot.</param>
    /// <param name="decoded">Its samples.</param>
    /// <param name="first">The number of the first one within the boot, from 0.</param>
    /// <param name="error">The largest distance in each channel.</param>
    /// <returns>False if there was no such message, or its samples are not as many or have other channels.</returns>
    public bool TryCompare(int boot, int sequence, ReadOnlySpan<ChannelValues> decoded, out int first, out ChannelValues error)
    {
        (first, error) = (-1, default);
        if (isSleeping) return TryFindNext(decoded, out first, out error);
        if (!_boots.TryGetValue(boot, out var of) || sequence < 1 || sequence > of.Messages.Count) return false;
        var begins = sequence == 1 ? (Min: 0, Max: 0) : of.Messages[sequence - 2];
        var ends = of.Messages[sequence - 1];
        for (var begin = begins.Min; begin <= begins.Max; begin++)
        {
            var end = begin + decoded.Length;
            if (end < ends.Min || end > ends.Max || !TryCompare(of.Samples, begin, decoded, out var distance)) continue;
            if (first >= 0 && distance.Excess(bound) >= error.Excess(bound)) continue;
            (first, error) = (begin, distance);
        }

        return first >= 0;
    }

    /// <summary>Whether a message was an alarm.</summary>
    public bool IsAlarm(int boot, int sequence) => _boots.TryGetValue(boot, out var of) && of.Alarms.Contains(sequence);

    /// <summary>A sample of a boot.</summary>
    public ChannelValues At(int boot, int number) => _boots[isSleeping ? AnyBoot : boot].Samples[number];

    private bool TryFindNext(ReadOnlySpan<ChannelValues> decoded, out int first, out ChannelValues error)
    {
        var samples = _boots[AnyBoot].Samples;
        for (first = _arrived; first + decoded.Length <= samples.Count; first++)
        {
            if (!TryCompare(samples, first, decoded, out error) || error.Excess(bound) > 0) continue;
            _arrived = first + decoded.Length;
            return true;
        }

        (first, error) = (-1, default);
        return false;
    }

    private static bool TryCompare(
        List<ChannelValues> accepted, int begin, ReadOnlySpan<ChannelValues> decoded, out ChannelValues error)
    {
        error = default;
        for (var i = 0; i < decoded.Length; i++)
        {
            if (!decoded[i].TryCompare(accepted[begin + i], out var distance)) return false;
            error = error.Max(distance);
        }

        return true;
    }

    private sealed class Boot
    {
        public List<ChannelValues> Samples { get; } = [];

        // For each message, how many samples there were before and after the step that made the last telemetry up to it.
        public List<(int Min, int Max)> Messages { get; } = [];

        // The sequences of those that are alarms.
        public HashSet<int> Alarms { get; } = [];
    }
}
