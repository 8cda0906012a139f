using Firmware.Core.Curves;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SwingFilterTests
    {
        [TestMethod]
        public static void A_constant_is_two_knots() => Assert.AreEqual("0:2145 99:2145 ", Follow(10, Repeated(2145, 100)));

        [TestMethod]
        public static void A_single_sample_is_one_knot() => Assert.AreEqual("0:2145 ", Follow(10, 2145));

        [TestMethod]
        public static void A_ramp_is_one_line() => Assert.AreEqual("0:2000 4:2028 ", Follow(0, 2000, 2007, 2014, 2021, 2028));

        [TestMethod]
        public static void A_step_is_two_more_knots() =>
            Assert.AreEqual("0:2000 2:2000 3:2600 5:2600 ", Follow(0, 2000, 2000, 2000, 2600, 2600, 2600));

        // Half way from 0 to 1 the line is at 1, and half way from 0 to -1 at 0.
        [TestMethod]
        public static void A_half_is_rounded_up()
        {
            A_half_is_rounded_up(1, 1, "0:0 2:1 ");
            A_half_is_rounded_up(0, 1, "0:0 1:0 2:1 ");
            A_half_is_rounded_up(0, -1, "0:0 2:-1 ");
            A_half_is_rounded_up(-1, -1, "0:0 1:-1 2:-1 ");
        }

        private static void A_half_is_rounded_up(int second, int third, string knots) =>
            Assert.AreEqual(knots, Follow(0, 0, second, third));

        [TestMethod]
        public static void A_line_ends_towards_the_sample_that_breaks_it() =>
            Assert.AreEqual("0:2000 2:2010 3:3000 ", Follow(10, 2000, 2000, 2000, 3000));

        [TestMethod]
        public static void A_zigzag_of_epsilon_around_a_level_is_level() =>
            Assert.AreEqual("0:1990 1:2000 7:2000 ", Follow(10, 1990, 2010, 1990, 2010, 1990, 2010, 1990, 2010));

        [TestMethod]
        public static void The_ends_of_the_integers_are_samples_like_others() => Assert.AreEqual(
            "0:-2147483648 1:2147483647 2:-2147483648 3:2147483647 ",
            Follow(0, int.MinValue, int.MaxValue, int.MinValue, int.MaxValue));

        // A line within 100 of the first two samples would be beyond the third, where there are no integers left.
        [TestMethod]
        public static void No_knot_lies_beyond_the_ends_of_the_integers()
        {
            Assert.AreEqual("0:2147483347 1:2147483647 2:2147483597 ", Follow(100, int.MaxValue - 300, int.MaxValue, int.MaxValue));
            Assert.AreEqual("0:-2147483348 1:-2147483648 2:-2147483598 ", Follow(100, int.MinValue + 300, int.MinValue, int.MinValue));
        }

        private static int[] Repeated(int value, int count)
        {
            var samples = new int[count];
            for (var i = 0; i < count; i++) samples[i] = value;
            return samples;
        }

        private static string Follow(int epsilon, params int[] samples)
        {
            var filter = new SwingFilter(epsilon);
            filter.Begin(0, samples[0]);
            var knots = Knot(filter);
            for (var i = 1; i < samples.Length; i++)
            {
                if (filter.Add(i, samples[i])) knots += Knot(filter);
            }

            return filter.End() ? knots + Knot(filter) : knots;
        }

        private static string Knot(SwingFilter filter) => filter.KnotIndex.ToString() + ":" + filter.KnotValue.ToString() + " ";
    }
}
