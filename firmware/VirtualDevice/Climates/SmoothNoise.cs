namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// A smooth random curve over time that needs no memory: random values in [-1, 1] on a lattice, eased between
/// neighbours by 3x² - 2x³, whose slope is at most 1.5 per lattice step and unit of difference. Immutable.
/// </summary>
/// <param name="seed">Which curve: equal seeds give equal curves on every machine.</param>
/// <param name="step">The lattice's spacing; the curve is slow when this is long.</param>
internal sealed class SmoothNoise(ulong seed, TimeSpan step)
{
    public double At(DateTimeOffset utc)
    {
        var (index, rest) = Math.DivRem(utc.UtcTicks, step.Ticks);
        var x = (double)rest / step.Ticks;
        var eased = x * x * (3 - 2 * x);
        var from = Lattice((ulong)index);
        return from + (Lattice((ulong)index + 1) - from) * eased;
    }

    // SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014), its index-th output.
    private double Lattice(ulong index)
    {
        var z = unchecked(seed * 0xD1B54A32D192ED03 + (index + 1) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return (z >> 11) * (2.0 / (1UL << 53)) - 1;
    }
}
