namespace Firmware.Esp32
{
    /// <summary>
    /// The package's readings, which are doubles, as the scaled integers that Core reckons in: the one place of the shell that touches
    /// floating point. Pure.
    /// </summary>
    internal static class PackageReading
    {
        /// <summary>Scales a reading and rounds it.</summary>
        /// <param name="value">The reading.</param>
        /// <param name="perUnit">How many steps make one of its unit.</param>
        /// <param name="min">The least that the sensor can measure, in steps.</param>
        /// <param name="max">The most, in steps.</param>
        /// <param name="scaled">The reading in steps, or 0.</param>
        /// <returns>False if the reading is out of the sensor's range: garbage, whatever it came from.</returns>
        public static bool TryScale(double value, int perUnit, int min, int max, out int scaled)
        {
            double steps = value * perUnit;
            bool isInRange = steps >= min && steps <= max; // false for NaN as well
            scaled = isInRange ? (int)(steps < 0 ? steps - 0.5 : steps + 0.5) : 0;
            return isInRange;
        }

        /// <summary>Scales a reading that was taken twice.</summary>
        /// <returns>False if the two differ by more than rounding may; a reading out of range is none, in both.</returns>
        public static bool TryAgree(double a, double b, int perUnit, int min, int max, out int scaled, out bool isValid)
        {
            isValid = TryScale(a, perUnit, min, max, out scaled);
            return TryScale(b, perUnit, min, max, out int other) == isValid && other == scaled;
        }
    }
}
