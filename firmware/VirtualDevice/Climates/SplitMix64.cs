namespace Firmware.VirtualDevice.Climates;

/// <summary>
/// Random numbers without a state: the index-th output of the generator of Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators" (OOPSLA 2014). Equal on every machine. Pure.
/// </summary>
internal static class SplitMix64
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    /// <param name="seed">Which series.</param>
    /// <param name="index">Which of its numbers.</param>
    public static ulong Bits(ulong seed, ulong index)
    {
        var z = unchecked(seed * 0xD1B54A32D192ED03 + (index + 1) * Gamma);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>A number in the range [0, 1), with 53 random bits.</summary>
    /// <param name="seed">Which series.</param>
    /// <param name="index">Which of its numbers.</param>
    public static double Unit(ulong seed, ulong index) => (Bits(seed, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in the range [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public static double Between(double from, double to, ulong seed, ulong index) => from + (to - from) * Unit(seed, index);
}
