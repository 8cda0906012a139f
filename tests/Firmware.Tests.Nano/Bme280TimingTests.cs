using Firmware.Core.Sensors;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class Bme280TimingTests
    {
        // Oversampling codes of temperature, pressure, humidity; microseconds and milliseconds.
        [TestMethod]
        public static void Measuring_takes_as_long_as_the_datasheet_says()
        {
            Measuring_takes_as_long_as_the_datasheet_says(1, 1, 1, 9_300, 10);
            Measuring_takes_as_long_as_the_datasheet_says(2, 5, 1, 46_100, 47);
            Measuring_takes_as_long_as_the_datasheet_says(1, 3, 0, 13_325, 14);
            Measuring_takes_as_long_as_the_datasheet_says(5, 5, 5, 112_800, 113);
            Measuring_takes_as_long_as_the_datasheet_says(1, 0, 0, 3_550, 4);
        }

        private static void Measuring_takes_as_long_as_the_datasheet_says(int t, int p, int h, int us, int ms)
        {
            Assert.AreEqual(us, Bme280Timing.MeasurementUs((Oversampling)t, (Oversampling)p, (Oversampling)h));
            Assert.AreEqual(ms, Bme280Timing.MeasurementMs((Oversampling)t, (Oversampling)p, (Oversampling)h));
        }

        [TestMethod]
        public static void The_longest_conversion_fits_the_shortest_interval()
        {
            Assert.AreEqual(
                Bme280Timing.MeasurementMaxMs, Bme280Timing.MeasurementMs(Oversampling.X16, Oversampling.X16, Oversampling.X16));
            Assert.IsTrue(Bme280Timing.MeasurementMaxMs < Firmware.Core.DeviceSettings.IntervalMinMs);
        }
    }
}
