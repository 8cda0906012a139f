using System.Numerics;

namespace EndToEnd.Tests;

/// <summary>
/// The mean of doubles by another road than the product takes: every double is an integer times 2^-1074, so the sum is exact in
/// integers and is rounded once, then divided.
/// </summary>
internal static class ExactMean
{
    private const int Scale = 1074;

    public static double Of(IReadOnlyCollection<double> values)
    {
        var sum = values.Aggregate(BigInteger.Zero, (total, value) => total + Scaled(value));
        return ToDouble(sum) / values.Count;
    }

    private static BigInteger Scaled(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent > 0) mantissa |= 1L << 52;
        var magnitude = new BigInteger(mantissa) << Math.Max(exponent - 1, 0);
        return bits < 0 ? -magnitude : magnitude;
    }

    // Round half to even at 53 bits.
    private static double ToDouble(BigInteger scaled)
    {
        var magnitude = BigInteger.Abs(scaled);
        var shift = (int)Math.Max(0, magnitude.GetBitLength() - 53);
        var mantissa = magnitude >> shift;
        var rest = magnitude - (mantissa << shift);
        var half = shift == 0 ? BigInteger.One : BigInteger.One << (shift - 1);
        if (rest > half || (rest == half && shift > 0 && !mantissa.IsEven)) mantissa++;
        return scaled.Sign * Math.ScaleB((double)mantissa, shift - Scale);
    }
}
