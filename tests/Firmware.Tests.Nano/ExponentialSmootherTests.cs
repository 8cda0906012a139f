using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class ExponentialSmootherTests
    {
        [TestMethod]
        public static void The_first_value_initialises_the_average() => Assert.AreEqual(2_150, new ExponentialSmoother(100).Next(2_150));

        [TestMethod]
        public static void Full_alpha_passes_every_value_unchanged()
        {
            var smoother = new ExponentialSmoother(1_000);
            Assert.AreEqual(8_500, smoother.Next(8_500));
            Assert.AreEqual(-4_000, smoother.Next(-4_000));
            Assert.AreEqual(110_000, smoother.Next(110_000));
            Assert.AreEqual(-1, smoother.Next(-1));
        }

        [TestMethod]
        public static void A_step_is_followed_by_half_each_time()
        {
            var smoother = new ExponentialSmoother(500);
            smoother.Next(0);
            Assert.AreEqual(500, smoother.Next(1_000));
            Assert.AreEqual(750, smoother.Next(1_000));
            Assert.AreEqual(875, smoother.Next(1_000));
            Assert.AreEqual(938, smoother.Next(1_000)); // 937.5
        }

        [TestMethod]
        public static void A_constant_is_reached_exactly_whatever_alpha_is()
        {
            A_constant_is_reached_exactly_whatever_alpha_is(1, 100);
            A_constant_is_reached_exactly_whatever_alpha_is(1, -100);
            A_constant_is_reached_exactly_whatever_alpha_is(7, 1);
            A_constant_is_reached_exactly_whatever_alpha_is(7, -1);
            A_constant_is_reached_exactly_whatever_alpha_is(999, 1);
        }

        private static void A_constant_is_reached_exactly_whatever_alpha_is(int alphaPerMille, int constant)
        {
            var smoother = new ExponentialSmoother(alphaPerMille);
            smoother.Next(0);
            var last = 0;
            for (var i = 0; i < 12_000; i++) last = smoother.Next(constant);
            Assert.AreEqual(constant, last);
        }

        [TestMethod]
        public static void After_a_reset_the_past_is_forgotten()
        {
            var smoother = new ExponentialSmoother(10);
            smoother.Next(5_000);
            smoother.Reset();
            Assert.AreEqual(-300, smoother.Next(-300));
        }
    }
}
