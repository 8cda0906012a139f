using Firmware.Core.Derived;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class PsychrometricsTests
    {
        // CRC Handbook of Chemistry and Physics, "Vapor pressure of water from 0 to 370 C", in pascals. Air at one temperature that
        // holds as much water as saturated air at another has the latter as its dew point.
        [TestMethod]
        public static void The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure()
        {
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(2000, 23388, 0, 6113);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(2000, 23388, 1000, 12281);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(2000, 23388, 1500, 17056);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(2500, 31690, 500, 8726);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(3000, 42455, 2000, 23388);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(4000, 73814, 1000, 12281);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(5000, 123440, 2500, 31690);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(5000, 123440, 4000, 73814);
            The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(1000, 12281, 0, 6113);
        }

        private static void The_dew_point_is_where_the_table_of_vapour_pressures_has_the_same_pressure(
            int centiC, int saturatedDeciPa, int dewPointCentiC, int vapourDeciPa)
        {
            var centiPercent = (int)(10_000L * vapourDeciPa / saturatedDeciPa);
            AssertWithinTenth(dewPointCentiC, Psychrometrics.DewPointCentiC(centiC, centiPercent));
        }

        // Vaisala, "Humidity Conversion Formulas", B210973EN, worked example of chapter 3.
        [TestMethod]
        public static void The_dew_point_is_that_of_the_published_example() =>
            AssertWithinTenth(2_760, Psychrometrics.DewPointCentiC(4_000, 5_000));

        [TestMethod]
        public static void The_dew_point_of_saturated_air_is_its_temperature()
        {
            The_dew_point_of_saturated_air_is_its_temperature(-4000);
            The_dew_point_of_saturated_air_is_its_temperature(-1000);
            The_dew_point_of_saturated_air_is_its_temperature(0);
            The_dew_point_of_saturated_air_is_its_temperature(2150);
            The_dew_point_of_saturated_air_is_its_temperature(8500);
        }

        private static void The_dew_point_of_saturated_air_is_its_temperature(int centiC) =>
            AssertWithinTenth(centiC, Psychrometrics.DewPointCentiC(centiC, 10_000));

        [TestMethod]
        public static void The_driest_reading_has_a_dew_point_and_the_coldest_too()
        {
            Assert.IsTrue(Psychrometrics.DewPointCentiC(2_000, 1) < -6_000);
            Assert.IsTrue(Psychrometrics.DewPointCentiC(-4_000, 1) < Psychrometrics.DewPointCentiC(-4_000, 2_000));
        }

        // Medical Algorithms Company, "Measured and Relative Humidity at a Specified Temperature": saturated air, in g/m3.
        [TestMethod]
        public static void The_absolute_humidity_of_saturated_air_is_that_of_the_table()
        {
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(1900, 1630);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(2000, 1730);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(2200, 1940);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(2500, 2300);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(3000, 3040);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(3500, 3960);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(3700, 4390);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(4000, 5110);
            The_absolute_humidity_of_saturated_air_is_that_of_the_table(4100, 5370);
        }

        private static void The_absolute_humidity_of_saturated_air_is_that_of_the_table(int centiC, int centiGrams) =>
            AssertWithinTenth(centiGrams, Psychrometrics.AbsoluteHumidityCentiGrams(centiC, 10_000));

        [TestMethod]
        public static void Absolute_humidity_grows_with_relative_humidity_from_nothing()
        {
            Assert.AreEqual(0, Psychrometrics.AbsoluteHumidityCentiGrams(2_000, 0));
            AssertWithinTenth(1_384, Psychrometrics.AbsoluteHumidityCentiGrams(2_000, 8_000)); // 80 % of 17.3
        }

        private static void AssertWithinTenth(int expected, int actual)
        {
            var difference = actual < expected ? expected - actual : actual - expected;
            Assert.IsTrue(difference <= 10, "expected " + expected.ToString() + ", was " + actual.ToString());
        }
    }
}
