using Firmware.Core.Derived;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class BarometryTests
    {
        // ISO 2533:1975, "Standard Atmosphere": pressure and temperature at geopotential altitudes.
        [TestMethod]
        public static void Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level()
        {
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(0, 1500, 101325);
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(5000, 1175, 95461);
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(10000, 850, 89875);
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(20000, 200, 79495);
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(30000, -450, 70109);
            Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(50000, -1750, 54020);
        }

        private static void Each_level_of_the_standard_atmosphere_has_1013_25_hPa_at_sea_level(int altitudeDm, int centiC, int pascals)
        {
            var seaLevelPa = Barometry.SeaLevelPressurePa(pascals, centiC, altitudeDm);
            Assert.IsTrue(seaLevelPa >= 101_315 && seaLevelPa <= 101_335, "was " + seaLevelPa.ToString());
        }

        [TestMethod]
        public static void At_sea_level_the_pressure_stays_what_it_is() =>
            Assert.AreEqual(99_870, Barometry.SeaLevelPressurePa(99_870, 2_150, 0));

        [TestMethod]
        public static void Below_sea_level_the_pressure_is_lower() =>
            Assert.IsTrue(Barometry.SeaLevelPressurePa(106_000, 2_500, -4_300) < 101_500);
    }
}
