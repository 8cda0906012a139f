using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class HampelFilterTests
    {
        private const int K = 3_000;
        private const int Floor = 10;

        [TestMethod]
        public static void A_lone_spike_is_told_and_its_neighbours_are_kept()
        {
            var filter = new HampelFilter(7, K, Floor);
            for (var i = 0; i < 100; i++)
            {
                var isSpike = i % 10 == 5;
                Assert.AreEqual(isSpike, filter.IsSpike(isSpike ? 16_000 : 2_150 + i % 3), "reading " + i.ToString());
            }
        }

        [TestMethod]
        public static void A_step_is_believed_once_it_fills_half_of_the_window()
        {
            for (var window = 3; window <= 15; window++)
            {
                var filter = Settled(window);
                var rejected = 0;
                while (filter.IsSpike(2_750)) rejected++;
                Assert.AreEqual((window - 1) / 2, rejected, "window " + window.ToString());
                for (var i = 0; i < 100; i++) Assert.IsFalse(filter.IsSpike(2_750 + i % 2));
            }
        }

        [TestMethod]
        public static void No_run_of_rejections_is_longer_than_half_of_the_window()
        {
            var filter = Settled(5);
            var inRow = 0;
            var reading = 1;
            for (var i = 0; i < 29; i++)
            {
                reading *= 2; // each reading is further away than all before it
                inRow = filter.IsSpike(reading) ? inRow + 1 : 0;
                Assert.IsTrue(inRow <= 2, "at " + reading.ToString());
            }
        }

        [TestMethod]
        public static void After_a_quiet_spell_the_floor_decides()
        {
            After_a_quiet_spell_the_floor_decides(44, false);
            After_a_quiet_spell_the_floor_decides(45, true);
            After_a_quiet_spell_the_floor_decides(-44, false);
            After_a_quiet_spell_the_floor_decides(-45, true);
        }

        private static void After_a_quiet_spell_the_floor_decides(int change, bool isSpike)
        {
            // MAD 0, so the limit is 3 * 1.4826 * 10 = 44.478.
            Assert.AreEqual(isSpike, Settled(7).IsSpike(2_150 + change));
        }

        [TestMethod]
        public static void The_median_absolute_deviation_decides_where_readings_scatter()
        {
            The_median_absolute_deviation_decides_where_readings_scatter(22, false);
            The_median_absolute_deviation_decides_where_readings_scatter(23, true);
        }

        private static void The_median_absolute_deviation_decides_where_readings_scatter(int change, bool isSpike)
        {
            var filter = new HampelFilter(7, K, 1);
            foreach (var reading in new[] { -6, 6, -5, 5, -2, 0 }) filter.IsSpike(reading);
            // With 22 or 23: median 0, distances 0 2 5 5 6 6 22, MAD 5, limit 3 * 1.4826 * 5 = 22.239.
            Assert.AreEqual(isSpike, filter.IsSpike(change));
        }

        [TestMethod]
        public static void A_steady_ramp_is_no_spike()
        {
            var filter = new HampelFilter(7, K, Floor);
            for (var i = 0; i < 200; i++) Assert.IsFalse(filter.IsSpike(i * 40), "reading " + i.ToString());
        }

        [TestMethod]
        public static void The_first_two_readings_are_believed_and_again_after_a_reset()
        {
            var filter = new HampelFilter(5, K, Floor);
            Assert.IsFalse(filter.IsSpike(-4_000));
            Assert.IsFalse(filter.IsSpike(8_500));
            filter.Reset();
            Assert.IsFalse(filter.IsSpike(8_500));
            Assert.IsFalse(filter.IsSpike(-4_000));
        }

        private static HampelFilter Settled(int window)
        {
            var filter = new HampelFilter(window, K, Floor);
            for (var i = 0; i < 2 * window; i++) filter.IsSpike(2_150);
            return filter;
        }
    }
}
