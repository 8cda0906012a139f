namespace Firmware.Core.Sensors
{
    /// <summary>
    /// From the chip's raw numbers to physical values: the integer formulas of BST-BME280-DS002, section 4.2.3, in their published
    /// form with shifts (64 bits for pressure). Bosch's newer driver divides instead, which differs by at most one unit of the last
    /// place. Pure; equal on nanoCLR and .NET for every input, because arithmetic wraps where a broken calibration overflows it.
    /// </summary>
    public static class Bme280Compensation
    {
        private const int HumidityFull = 419_430_400; // 100 % in Q10.22

        /// <summary>The fine temperature t_fine that the other formulas need, in 1/5120 degrees Celsius.</summary>
        /// <param name="calibration">The chip's trimming values.</param>
        /// <param name="adc">The raw temperature, 20 bits.</param>
        public static int FineTemperature(Bme280Calibration calibration, int adc)
        {
            unchecked
            {
                var linear = (((adc >> 3) - (calibration.T1 << 1)) * calibration.T2) >> 11;
                var offset = (adc >> 4) - calibration.T1;
                return linear + ((((offset * offset) >> 12) * calibration.T3) >> 14);
            }
        }

        /// <summary>Temperature in hundredths of a degree Celsius.</summary>
        /// <param name="fineTemperature">t_fine, from <see cref="FineTemperature"/>.</param>
        public static int TemperatureCentiC(int fineTemperature) => unchecked((fineTemperature * 5 + 128) >> 8);

        /// <summary>Air pressure in pascals, rounded to the nearest.</summary>
        /// <param name="calibration">The chip's trimming values.</param>
        /// <param name="adc">The raw pressure, 20 bits.</param>
        /// <param name="fineTemperature">t_fine of the same conversion.</param>
        public static int PressurePa(Bme280Calibration calibration, int adc, int fineTemperature) =>
            unchecked((int)((PressureQ8(calibration, adc, fineTemperature) + 128) >> 8));

        /// <summary>
        /// Air pressure in 1/256 pascal (Q24.8): 24674867 represents 24674867/256 = 96386.2 Pa. 0 if it cannot be computed.
        /// </summary>
        /// <param name="calibration">The chip's trimming values.</param>
        /// <param name="adc">The raw pressure, 20 bits.</param>
        /// <param name="fineTemperature">t_fine of the same conversion.</param>
        public static long PressureQ8(Bme280Calibration calibration, int adc, int fineTemperature)
        {
            unchecked
            {
                long fine = (long)fineTemperature - 128_000;
                long offset = fine * fine * calibration.P6;
                offset += (fine * calibration.P5) << 17;
                offset += (long)calibration.P4 << 35;
                long divisor = ((fine * fine * calibration.P3) >> 8) + ((fine * calibration.P2) << 12);
                divisor = (((1L << 47) + divisor) * calibration.P1) >> 33;
                if (divisor <= 0) return 0;

                long pressure = (((1_048_576L - adc) << 31) - offset) * 3_125 / divisor;
                long square = (calibration.P9 * (pressure >> 13) * (pressure >> 13)) >> 25;
                long linear = (calibration.P8 * pressure) >> 19;
                return ((pressure + square + linear) >> 8) + ((long)calibration.P7 << 4);
            }
        }

        /// <summary>Relative humidity in hundredths of a percent, rounded to the nearest, in the range [0, 10_000].</summary>
        /// <param name="calibration">The chip's trimming values.</param>
        /// <param name="adc">The raw humidity, 16 bits.</param>
        /// <param name="fineTemperature">t_fine of the same conversion.</param>
        public static int HumidityCentiPercent(Bme280Calibration calibration, int adc, int fineTemperature) =>
            (HumidityQ10(calibration, adc, fineTemperature) * 100 + 512) >> 10;

        /// <summary>
        /// Relative humidity in 1/1024 percent (Q22.10): 47445 represents 47445/1024 = 46.333 %. In the range [0, 102_400].
        /// The datasheet computes in 32 bits; 64 give the same for every chip that it describes and cannot overflow for the others.
        /// </summary>
        /// <param name="calibration">The chip's trimming values.</param>
        /// <param name="adc">The raw humidity, 16 bits.</param>
        /// <param name="fineTemperature">t_fine of the same conversion.</param>
        public static int HumidityQ10(Bme280Calibration calibration, int adc, int fineTemperature)
        {
            unchecked
            {
                long fine = (long)fineTemperature - 76_800;
                long level = (((long)adc << 14) - ((long)calibration.H4 << 20) - calibration.H5 * fine + 16_384) >> 15;
                long slope = (((fine * calibration.H6) >> 10) * (((fine * calibration.H3) >> 11) + 32_768)) >> 10;
                long value = level * (((slope + 2_097_152) * calibration.H2 + 8_192) >> 14);
                value -= ((((value >> 15) * (value >> 15)) >> 7) * calibration.H1) >> 4;
                if (value < 0) value = 0;
                if (value > HumidityFull) value = HumidityFull;
                return (int)(value >> 12);
            }
        }
    }
}
