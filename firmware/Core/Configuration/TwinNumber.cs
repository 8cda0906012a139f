namespace Firmware.Core.Configuration
{
    /// <summary>
    /// Numbers of a device twin: JSON on the board gives int, long or double. The one place of Core that touches floating point;
    /// everything behind it is scaled integers. Pure.
    /// </summary>
    public static class TwinNumber
    {
        /// <summary>Scales a number and rounds it to the nearest integer, a half away from zero.</summary>
        /// <param name="value">What the twin holds; anything may come.</param>
        /// <param name="scale">What to multiply with, in the range [1, 1_000_000].</param>
        /// <param name="scaled">The result; 0 on failure.</param>
        /// <returns>False if the value is no finite number, or the result does not fit 32 bits.</returns>
        public static bool TryScale(object? value, int scale, out int scaled)
        {
            scaled = 0;
            if (value is int whole) return TryScale((long)whole, scale, ref scaled);
            if (value is long wide) return TryScale(wide, scale, ref scaled);
            return value is double number && TryScale(number, scale, ref scaled);
        }

        private static bool TryScale(long value, int scale, ref int scaled)
        {
            if (value < int.MinValue || value > int.MaxValue) return false; // first, so that the product fits 64 bits
            var product = value * scale;
            if (product < int.MinValue || product > int.MaxValue) return false;
            scaled = (int)product;
            return true;
        }

        // The range is checked before the conversion: on nanoCLR (int)1e20 and (int)NaN are 0. Bounds that NaN is not within.
        private static bool TryScale(double value, int scale, ref int scaled)
        {
            var product = value * scale;
            var fits = product > int.MinValue - 0.5 && product < int.MaxValue + 0.5;
            if (!fits) return false;
            scaled = (int)(long)(product < 0 ? product - 0.5 : product + 0.5);
            return true;
        }
    }
}
