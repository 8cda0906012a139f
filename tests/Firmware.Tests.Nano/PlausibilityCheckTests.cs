using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class PlausibilityCheckTests
    {
        [TestMethod]
        public static void Values_at_the_ends_of_the_range_are_kept()
        {
            Values_at_the_ends_of_the_range_are_kept(-4000, 30000, 0);
            Values_at_the_ends_of_the_range_are_kept(8500, 110000, 10000);
            Values_at_the_ends_of_the_range_are_kept(2150, 101325, 4020);
        }

        private static void Values_at_the_ends_of_the_range_are_kept(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(0, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasPressure && sample.HasHumidity);
        }

        [TestMethod]
        public static void An_impossible_pressure_goes_alone()
        {
            An_impossible_pressure_goes_alone(2150, 29999, 4020);
            An_impossible_pressure_goes_alone(2150, 110001, 4020);
        }

        private static void An_impossible_pressure_goes_alone(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(1, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasHumidity && !sample.HasPressure);
        }

        [TestMethod]
        public static void An_impossible_humidity_goes_alone()
        {
            An_impossible_humidity_goes_alone(2150, 101325, -1);
            An_impossible_humidity_goes_alone(2150, 101325, 10001);
        }

        private static void An_impossible_humidity_goes_alone(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(1, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasPressure && !sample.HasHumidity);
        }

        [TestMethod]
        public static void An_impossible_temperature_takes_what_depends_on_it_along()
        {
            An_impossible_temperature_takes_what_depends_on_it_along(-4001);
            An_impossible_temperature_takes_what_depends_on_it_along(8501);
            An_impossible_temperature_takes_what_depends_on_it_along(-14088);
        }

        private static void An_impossible_temperature_takes_what_depends_on_it_along(int centiC)
        {
            var sample = Sample(centiC, 101_325, 0);
            Assert.AreEqual(3, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.IsEmpty);
        }

        private static Sample Sample(int centiC, int pascals, int centiPercent)
        {
            var sample = new Sample();
            sample.SetTemperature(centiC);
            sample.SetPressure(pascals);
            sample.SetHumidity(centiPercent);
            return sample;
        }
    }
}
