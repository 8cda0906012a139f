using Firmware.Core;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// The truth to hold the uplink against: every sample that left the sampling chain of one device, by boot and number. Used by one
/// thread at a time.
/// </summary>
internal sealed class AcceptedSamples
{
    private readonly Dictionary<int, List<ChannelValues>> _boots = [];

    /// <summary>How many samples there are.</summary>
    public long Count { get; private set; }

    /// <summary>Notes the next sample of a boot.</summary>
    public void Add(int boot, Sample sample)
    {
        if (!_boots.TryGetValue(boot, out var samples)) _boots[boot] = samples = [];
        samples.Add(ChannelValues.Of(sample));
        Count++;
    }

    /// <summary>Finds a sample.</summary>
    /// <param name="boot">The boot that took it.</param>
    /// <param name="number">Its number within the boot, from 1.</param>
    /// <param name="values">What the chain let through.</param>
    /// <returns>False if there was no such sample.</returns>
    public bool TryFind(int boot, int number, out ChannelValues values)
    {
        var known = _boots.TryGetValue(boot, out var samples) && number >= 1 && number <= samples.Count;
        values = known ? samples![number - 1] : ChannelValues.Absent;
        return known;
    }
}
