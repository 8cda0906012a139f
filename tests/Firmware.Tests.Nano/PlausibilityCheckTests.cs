using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class PlausibilityCheckTests
    {
        [DataRow(-4000, 30000, 0)]
        [DataRow(8500, 110000, 10000)]
        [DataRow(2150, 101325, 4020)]
        public static void Values_at_the_ends_of_the_range_are_kept(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(0, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasPressure && sample.HasHumidity);
        }

        [DataRow(2150, 29999, 4020)]
        [DataRow(2150, 110001, 4020)]
        public static void An_impossible_pressure_goes_alone(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(1, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasHumidity && !sample.HasPressure);
        }

        [DataRow(2150, 101325, -1)]
        [DataRow(2150, 101325, 10001)]
        public static void An_impossible_humidity_goes_alone(int centiC, int pascals, int centiPercent)
        {
            var sample = Sample(centiC, pascals, centiPercent);
            Assert.AreEqual(1, PlausibilityCheck.Apply(sample));
            Assert.IsTrue(sample.HasTemperature && sample.HasPressure && !sample.HasHumidity);
        }

        [DataRow(-4001)]
        [DataRow(8501)]
        [DataRow(-14088)]
        public static void An_impossible_temperature_takes_what_depends_on_it_along(int centiC)
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
