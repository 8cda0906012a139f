using Firmware.Core.Uplink;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class BackoffTests
    {
        // The seed that would leave the generator at zero.
        private const int StillSeed = unchecked((int)0x9E37_79B9);

        [TestMethod]
        public static void Waits_double_up_to_the_limit_with_jitter_below()
        {
            for (var seed = 0; seed < 50; seed++)
            {
                var backoff = new Backoff(1_000, 60_000, seed);
                var ceiling = 1_000;
                for (var i = 0; i < 10; i++)
                {
                    var wait = backoff.NextMs();
                    Assert.IsTrue(wait >= ceiling / 2 && wait <= ceiling, "seed " + seed.ToString() + " wait " + wait.ToString());
                    ceiling = ceiling * 2 < 60_000 ? ceiling * 2 : 60_000;
                }
            }
        }

        [TestMethod]
        public static void A_success_begins_the_series_anew()
        {
            var backoff = new Backoff(1_000, 60_000, 1);
            for (var i = 0; i < 8; i++) backoff.NextMs();
            backoff.Reset();
            Assert.IsTrue(backoff.NextMs() <= 1_000);
        }

        [TestMethod]
        public static void Two_devices_do_not_come_back_at_one_instant()
        {
            var one = new Backoff(60_000, 60_000, 1);
            var other = new Backoff(60_000, 60_000, 2);
            var equal = 0;
            for (var i = 0; i < 20; i++)
            {
                if (one.NextMs() == other.NextMs()) equal++;
            }

            Assert.IsTrue(equal < 3);
        }

        [TestMethod]
        public static void No_seed_stops_the_jitter()
        {
            var backoff = new Backoff(60_000, 60_000, StillSeed);
            Assert.AreNotEqual(backoff.NextMs(), backoff.NextMs());
        }

        [TestMethod]
        public static void The_ends_of_the_range_hold()
        {
            The_ends_of_the_range_hold(1, 1);
            The_ends_of_the_range_hold(1, 86400000);
            The_ends_of_the_range_hold(86400000, 86400000);
        }

        private static void The_ends_of_the_range_hold(int first, int max)
        {
            var backoff = new Backoff(first, max, StillSeed);
            for (var i = 0; i < 60; i++)
            {
                var wait = backoff.NextMs();
                Assert.IsTrue(wait >= 0 && wait <= max);
            }
        }
    }
}
