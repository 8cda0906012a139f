using Firmware.Core.Derived;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class BinaryLogarithmTests
    {
        [TestMethod]
        public static void Powers_of_two_are_exact()
        {
            Powers_of_two_are_exact(1, 0);
            Powers_of_two_are_exact(2, 1);
            Powers_of_two_are_exact(1024, 10);
            Powers_of_two_are_exact(1073741824, 30);
        }

        private static void Powers_of_two_are_exact(int value, int logarithm)
        {
            Assert.AreEqual(logarithm * BinaryLogarithm.One, BinaryLogarithm.Of(value));
            if (logarithm < 30) Assert.AreEqual((long)value * BinaryLogarithm.One, BinaryLogarithm.Power(logarithm * BinaryLogarithm.One));
        }

        [TestMethod]
        public static void Others_are_right_to_the_22nd_bit()
        {
            Others_are_right_to_the_22nd_bit(3, 26591258); // log2(3) = 1.5849625
            Others_are_right_to_the_22nd_bit(10, 55732705); // log2(10) = 3.3219281
            Others_are_right_to_the_22nd_bit(2147483647, 520093696); // log2(2^31 - 1)
        }

        private static void Others_are_right_to_the_22nd_bit(int value, int logarithm)
        {
            var difference = BinaryLogarithm.Of(value) - logarithm;
            Assert.IsTrue(difference >= -4 && difference <= 4, "off by " + difference.ToString());
        }

        [TestMethod]
        public static void The_power_undoes_the_logarithm()
        {
            The_power_undoes_the_logarithm(-8);
            The_power_undoes_the_logarithm(-1);
            The_power_undoes_the_logarithm(0);
            The_power_undoes_the_logarithm(6);
        }

        private static void The_power_undoes_the_logarithm(int shift)
        {
            var power = BinaryLogarithm.Power(26_591_258 + shift * BinaryLogarithm.One);
            var three = shift < 0 ? power << -shift : power >> shift;
            const long tolerance = 3L * BinaryLogarithm.One >> 15;
            Assert.IsTrue(three >= 3L * BinaryLogarithm.One - tolerance && three <= 3L * BinaryLogarithm.One + tolerance);
        }
    }
}
