namespace Firmware.Core.Derived
{
    /// <summary>
    /// What temperature and relative humidity say about the water in the air: Magnus' equation with the coefficients of Vaisala,
    /// "Humidity Conversion Formulas" (B210973EN), for water, whose error is at most 0.083 % from -20 to 50 degrees Celsius:
    /// saturation pressure = 6.116441 hPa * 10^(7.591386 t / (t + 240.7263)). Below freezing too it is over water, as relative
    /// humidity is by convention (WMO-No. 8). Pure.
    /// </summary>
    public static class Psychrometrics
    {
        /// <summary>240.7263 degrees, in hundredths.</summary>
        private const int MagnusCentiC = 24_073;

        /// <summary>7.591386 times the logarithm of 10, in the fixed point of <see cref="BinaryLogarithm"/>.</summary>
        private const long MagnusSlope = 423_088_478;

        /// <summary>6.116441 hPa times 216.679 g K / (m3 hPa) (B210973EN), in hundredths of a gram and of a kelvin.</summary>
        private const long SaturationCentiGramsCentiKelvin = 13_253_043;

        private const int ZeroCelsiusCentiKelvin = 27_315;
        private const int SaturatedCentiPercent = 10_000;

        /// <summary>The temperature at which the air's water would condense.</summary>
        /// <param name="centiC">The temperature in hundredths of a degree Celsius, in the range of the sensor.</param>
        /// <param name="centiPercent">The relative humidity in hundredths of a percent, at least 1: dry air has no dew point.</param>
        /// <returns>The dew point in hundredths of a degree Celsius, rounded to tenths of a degree.</returns>
        public static int DewPointCentiC(int centiC, int centiPercent)
        {
            var pressure = LogPressure(centiC, centiPercent);
            // At most 6.6, at 85 degrees and 100 %: far below the slope, so the divisor is positive.
            return Tenths.Round(MagnusCentiC * pressure / (MagnusSlope - pressure));
        }

        /// <summary>The mass of water in a volume of air, taken for an ideal gas: 0.5 % too little at 50 degrees and 100 %.</summary>
        /// <param name="centiC">The temperature in hundredths of a degree Celsius, in the range of the sensor.</param>
        /// <param name="centiPercent">The relative humidity in hundredths of a percent, at least 0.</param>
        /// <returns>Hundredths of a gram per cubic metre, rounded to tenths of a gram.</returns>
        public static int AbsoluteHumidityCentiGrams(int centiC, int centiPercent)
        {
            if (centiPercent <= 0) return 0;
            var ratio = BinaryLogarithm.Power((int)LogPressure(centiC, centiPercent));
            var centiGrams = SaturationCentiGramsCentiKelvin * ratio / (centiC + ZeroCelsiusCentiKelvin);
            return Tenths.Round(centiGrams >> BinaryLogarithm.FractionBits);
        }

        /// <summary>The binary logarithm of the vapour pressure divided by 6.116441 hPa, in fixed point.</summary>
        private static long LogPressure(int centiC, int centiPercent) =>
            MagnusSlope * centiC / (centiC + MagnusCentiC) + BinaryLogarithm.Of(centiPercent) - BinaryLogarithm.Of(SaturatedCentiPercent);
    }
}
