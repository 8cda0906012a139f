using System.Numerics;

namespace Cloud.Tests.Windows;

/// <summary>Exact sums the slow way, to hold the fast one against.</summary>
internal static class ExactOracle
{
    /// <summary>All values as integers of 2^-1074, summed, rounded half to even.</summary>
    public static double Sum(IEnumerable<double> values)
    {
        var sum = values.Aggregate(BigInteger.Zero, (total, value) => total + Units(value));
        var magnitude = BigInteger.Abs(sum);
        var excess = (int)Math.Max(0, (long)magnitude.GetBitLength() - 53);
        var kept = magnitude >> excess;
        var rest = magnitude - (kept << excess);
        var half = excess == 0 ? BigInteger.One : BigInteger.One << (excess - 1);
        if (rest > half || (rest == half && excess > 0 && !kept.IsEven)) kept += 1;
        return sum.Sign * Math.ScaleB((double)(long)kept, excess - 1074);
    }

    private static BigInteger Units(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var fraction = bits & ((1L << 52) - 1);
        var units = exponent == 0 ? fraction : new BigInteger(fraction | (1L << 52)) << (exponent - 1);
        return Math.Sign(value) * units;
    }
}
