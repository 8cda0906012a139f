namespace Firmware.Core.Derived
{
    /// <summary>
    /// Pressure and altitude in an atmosphere that warms downwards by 6.5 K per km from the measured temperature (ISO 2533:1975,
    /// "Standard Atmosphere"): sea level pressure = p * (1 + 0.0065 h / T)^5.25588. Pure.
    /// </summary>
    public static class Barometry
    {
        /// <summary>The lapse rate, 0.0065 K per metre, in thousandths of a hundredth of a kelvin per decimetre.</summary>
        private const long LapsePerDm = 65;

        /// <summary>g / (R * lapse rate) = 9.80665 / (287.05287 * 0.0065), in hundred-thousandths.</summary>
        private const long ExponentE5 = 525_588;

        private const int ZeroCelsiusCentiKelvin = 27_315;
        private const int RatioBits = 30;

        /// <summary>What a barometer would read at sea level.</summary>
        /// <param name="pascals">The pressure at the sensor, in pascals.</param>
        /// <param name="centiC">The temperature there, in hundredths of a degree Celsius, in the range of the sensor.</param>
        /// <param name="altitudeDm">The sensor's height above sea level, in decimetres, as in <see cref="DerivedSettings"/>.</param>
        /// <returns>Pascals, rounded to tenths of a hectopascal.</returns>
        public static int SeaLevelPressurePa(int pascals, int centiC, int altitudeDm)
        {
            var warmer = LapsePerDm * altitudeDm * (1L << RatioBits) / ((centiC + ZeroCelsiusCentiKelvin) * 1_000L);
            var ratio = (int)((1L << RatioBits) + warmer); // of the temperatures at sea level and at the sensor, in [0.98, 1.26]
            var log = BinaryLogarithm.Of(ratio) - RatioBits * BinaryLogarithm.One;
            return Tenths.Round(pascals * BinaryLogarithm.Power((int)(log * ExponentE5 / 100_000)) >> BinaryLogarithm.FractionBits);
        }
    }
}
