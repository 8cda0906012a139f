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

    private double Lattice(ulong index) => 2 * SplitMix64.Unit(seed, index) - 1;
}
