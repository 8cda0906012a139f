namespace Firmware.Core.Derived
{
    /// <summary>
    /// Logarithm and power to the base 2 in fixed point with 24 bits behind the point: integers come out equal on every runtime,
    /// which floating point does not promise. Pure.
    /// </summary>
    public static class BinaryLogarithm
    {
        /// <summary>How many bits lie behind the point.</summary>
        public const int FractionBits = 24;

        /// <summary>One.</summary>
        public const int One = 1 << FractionBits;

        private const int MantissaBits = 30;

        /// <summary>The logarithm of a whole number; its error is below 2^-22.</summary>
        /// <param name="value">The number, at least 1.</param>
        /// <returns>The logarithm in fixed point.</returns>
        public static int Of(int value)
        {
            var exponent = MantissaBits;
            long mantissa = value; // becomes the value divided by 2^exponent, in [1, 2), with 30 bits behind the point
            for (; mantissa < 1L << MantissaBits; exponent--) mantissa <<= 1;
            var result = exponent;
            for (var i = 0; i < FractionBits; i++)
            {
                mantissa = mantissa * mantissa >> MantissaBits; // squaring doubles the logarithm: its next bit comes before the point
                var bit = mantissa >> (MantissaBits + 1);
                mantissa >>= (int)bit;
                result = result << 1 | (int)bit;
            }

            return result;
        }

        /// <summary>Two to a power; its relative error is below 2^-15.</summary>
        /// <param name="exponent">The power in fixed point, in the range [-31, 31].</param>
        /// <returns>The result in fixed point.</returns>
        public static long Power(int exponent)
        {
            var whole = exponent >> FractionBits;
            long fraction = exponent & (One - 1);
            // 2^f = sum of (f ln 2)^k / k!, the coefficients with 24 bits behind the point, by Horner's rule.
            long sum = 2_584; // ln(2)^6 / 6!
            sum = 22_370 + (sum * fraction >> FractionBits);
            sum = 161_365 + (sum * fraction >> FractionBits);
            sum = 931_204 + (sum * fraction >> FractionBits);
            sum = 4_030_332 + (sum * fraction >> FractionBits);
            sum = 11_629_080 + (sum * fraction >> FractionBits);
            sum = One + (sum * fraction >> FractionBits);
            return whole < 0 ? sum >> -whole : sum << whole;
        }
    }
}
