using Firmware.Core.Configuration;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class TwinNumberTests
    {
        [TestMethod]
        public static void A_number_may_come_as_int_long_or_double()
        {
            AssertScaled(2_100, 21, 100);
            AssertScaled(2_100, 21L, 100);
            AssertScaled(2_100, 21.0, 100);
            AssertScaled(2_145, 21.45, 100);
            AssertScaled(-5, -0.05, 100);
            AssertScaled(0, 0, 100);
            AssertScaled(0, -0.0, 1);
        }

        [TestMethod]
        public static void Every_hundredth_of_the_sensors_range_is_met_exactly()
        {
            for (var hundredths = -4_000; hundredths <= 8_500; hundredths++) AssertScaled(hundredths, hundredths / 100.0, 100);
            for (var thousandths = 1; thousandths <= 1_000; thousandths++) AssertScaled(thousandths, thousandths / 1_000.0, 1_000);
        }

        [TestMethod]
        public static void A_half_is_rounded_away_from_zero()
        {
            AssertScaled(1, 0.5, 1);
            AssertScaled(-1, -0.5, 1);
            AssertScaled(0, 0.499, 1);
            AssertScaled(13, 0.125, 100);
            AssertScaled(-13, -0.125, 100);
        }

        [TestMethod]
        public static void The_ends_of_32_bits_are_within()
        {
            AssertScaled(int.MaxValue, int.MaxValue, 1);
            AssertScaled(int.MinValue, int.MinValue, 1);
            AssertScaled(int.MaxValue, 2147483647.0, 1);
            AssertScaled(int.MinValue, -2147483648.0, 1);
            AssertScaled(int.MaxValue, 2147483647.25, 1);
        }

        [TestMethod]
        public static void What_does_not_fit_is_refused()
        {
            AssertRefused(21_474_837, 100);
            AssertRefused(2147483648L, 1);
            AssertRefused(long.MinValue, 1_000_000);
            AssertRefused(2147483648.0, 1);
            AssertRefused(2147483647.5, 1);
            AssertRefused(-2147483649.0, 1);
            AssertRefused(1e20, 100);
            AssertRefused(-1e300, 1);
        }

        [TestMethod]
        public static void What_is_no_number_is_refused()
        {
            AssertRefused(double.NaN, 1);
            AssertRefused(double.PositiveInfinity, 100);
            AssertRefused(double.NegativeInfinity, 1);
            AssertRefused("21", 1);
            AssertRefused(true, 1);
            AssertRefused(null, 1);
        }

        private static void AssertScaled(int expected, object value, int scale)
        {
            Assert.IsTrue(TwinNumber.TryScale(value, scale, out var scaled), value.ToString() + " is refused");
            Assert.AreEqual(expected, scaled);
        }

        private static void AssertRefused(object? value, int scale)
        {
            Assert.IsFalse(TwinNumber.TryScale(value, scale, out var scaled));
            Assert.AreEqual(0, scaled);
        }
    }
}
