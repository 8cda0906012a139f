using Firmware.Core.Sleep;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SleepPlanTests
    {
        private const int IntervalMs = 60_000;
        private const long UtcMs = 1_795_164_540_000;

        [TestMethod]
        public static void An_instant_moves_to_the_nearest_place_on_the_grid()
        {
            Assert.AreEqual(60_000L, Due(61_000, phaseMs: 0));
            Assert.AreEqual(60_000L, Due(59_000, phaseMs: 0));
            Assert.AreEqual(60_007L, Due(60_000, phaseMs: 7));
            Assert.AreEqual(60_000L, Due(60_000, phaseMs: 0));
        }

        [TestMethod]
        public static void An_instant_that_would_be_over_is_the_next_one()
        {
            Assert.AreEqual(60_000L, SleepPlan.OnGrid(10_000, IntervalMs, 5_000, UtcMs + 5_000, 0));
            Assert.AreEqual(120_000L, SleepPlan.OnGrid(60_500, IntervalMs, 60_000, UtcMs + 60_000, 0));
        }

        [TestMethod]
        public static void The_place_of_an_instant_is_found_again()
        {
            var phaseMs = SleepPlan.PhaseOf(30_123, IntervalMs, 1_000, UtcMs + 1_000);
            Assert.AreEqual(30_123, phaseMs);
            Assert.AreEqual(30_123L, SleepPlan.OnGrid(30_123, IntervalMs, 1_000, UtcMs + 1_000, phaseMs));
        }

        [TestMethod]
        public static void The_timer_fires_as_much_earlier_as_the_start_takes()
        {
            Assert.AreEqual(60_000L - 1_500 - SleepPlan.SensorStartMs, SleepPlan.SleepMs(60_000, 0, 1_500));
        }

        [TestMethod]
        public static void A_sleep_too_short_for_the_start_after_it_is_none()
        {
            const long shortest = SleepPlan.SleepMinMs + SleepPlan.SensorStartMs;
            Assert.AreEqual((long)SleepPlan.SleepMinMs, SleepPlan.SleepMs(shortest, 0, 0));
            Assert.AreEqual(0L, SleepPlan.SleepMs(shortest - 1, 0, 0));
            Assert.AreEqual(0L, SleepPlan.SleepMs(0, 100, 0));
        }

        [TestMethod]
        public static void Waits_after_failures_grow_from_one_interval_to_the_longest()
        {
            for (var failures = 1; failures < 40; failures++)
            {
                var waitMs = SleepPlan.RetryWaitMs(failures, IntervalMs, failures);
                Assert.IsTrue(waitMs > 0 && waitMs <= SleepPlan.RetryMaxMs);
                if (failures >= 12) Assert.IsTrue(waitMs >= SleepPlan.RetryMaxMs / 2);
            }

            Assert.IsTrue(SleepPlan.RetryWaitMs(1, IntervalMs, 1) <= IntervalMs);
            Assert.IsTrue(SleepPlan.RetryWaitMs(1, 86_400_000, 1) <= SleepPlan.RetryMaxMs);
        }

        private static long Due(long dueMs, int phaseMs) => SleepPlan.OnGrid(dueMs, IntervalMs, 1_000, UtcMs + 1_000, phaseMs);
    }
}
