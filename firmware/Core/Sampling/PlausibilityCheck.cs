namespace Firmware.Core.Sampling
{
    /// <summary>
    /// Removes readings outside the sensor's operating range (BST-BME280-DS002, section 1): they come from a broken bus or chip, not
    /// from the air. Pure.
    /// </summary>
    public static class PlausibilityCheck
    {
        /// <summary>The coldest that the sensor measures: -40 degrees Celsius, in hundredths.</summary>
        public const int TemperatureMinCentiC = -4_000;

        /// <summary>The hottest that the sensor measures: 85 degrees Celsius, in hundredths.</summary>
        public const int TemperatureMaxCentiC = 8_500;

        /// <summary>The lowest pressure that the sensor measures: 300 hPa, in pascals.</summary>
        public const int PressureMinPa = 30_000;

        /// <summary>The highest pressure that the sensor measures: 1100 hPa, in pascals.</summary>
        public const int PressureMaxPa = 110_000;

        /// <summary>The driest possible: 0 %, in hundredths.</summary>
        public const int HumidityMinCentiPercent = 0;

        /// <summary>The dampest possible: 100 %, in hundredths.</summary>
        public const int HumidityMaxCentiPercent = 10_000;

        /// <summary>
        /// Makes implausible channels absent. Pressure and humidity are compensated with the temperature, so they go with it.
        /// </summary>
        /// <param name="sample">The sample to check.</param>
        /// <returns>How many channels were removed.</returns>
        public static int Apply(Sample sample)
        {
            if (sample.HasTemperature && !IsIn(sample.TemperatureCentiC, TemperatureMinCentiC, TemperatureMaxCentiC))
                return RemoveAll(sample);
            var removed = 0;
            if (sample.HasPressure && !IsIn(sample.PressurePa, PressureMinPa, PressureMaxPa))
            {
                sample.RemovePressure();
                removed++;
            }

            if (sample.HasHumidity && !IsIn(sample.HumidityCentiPercent, HumidityMinCentiPercent, HumidityMaxCentiPercent))
            {
                sample.RemoveHumidity();
                removed++;
            }

            return removed;
        }

        private static int RemoveAll(Sample sample)
        {
            var removed = 1 + (sample.HasPressure ? 1 : 0) + (sample.HasHumidity ? 1 : 0);
            sample.Clear();
            return removed;
        }

        private static bool IsIn(int value, int min, int max) => value >= min && value <= max;
    }
}
