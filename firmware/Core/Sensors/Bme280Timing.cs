namespace Firmware.Core.Sensors
{
    /// <summary>How long the BME280 takes.</summary>
    public static class Bme280Timing
    {
        /// <summary>From reset until the chip answers, in ms (BST-BME280-DS002, section 1.1, "start-up time").</summary>
        public const int StartUpMs = 2;

        /// <summary>The longest conversion, in ms: 16 times on every channel, 112.8 ms (appendix B, section 9.1).</summary>
        public const int MeasurementMaxMs = 113;

        /// <summary>
        /// The longest time one forced conversion takes, in microseconds:
        /// 1.25 ms + 2.3 ms * T + (2.3 ms * P + 0.575 ms) + (2.3 ms * H + 0.575 ms), without the bracket of a skipped channel
        /// (appendix B, section 9.1).
        /// </summary>
        public static int MeasurementUs(Oversampling temperature, Oversampling pressure, Oversampling humidity) =>
            1_250 + 2_300 * Conversions(temperature) + WithOverheadUs(pressure) + WithOverheadUs(humidity);

        /// <summary>The same in milliseconds, rounded up.</summary>
        public static int MeasurementMs(Oversampling temperature, Oversampling pressure, Oversampling humidity) =>
            (MeasurementUs(temperature, pressure, humidity) + 999) / 1_000;

        private static int WithOverheadUs(Oversampling oversampling) =>
            oversampling == Oversampling.Skipped ? 0 : 2_300 * Conversions(oversampling) + 575;

        private static int Conversions(Oversampling oversampling) =>
            oversampling == Oversampling.Skipped ? 0 : 1 << ((int)oversampling - 1);
    }
}
