using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SampleWindowTests
    {
        [TestMethod]
        public static void The_median_follows_what_has_come_so_far()
        {
            var window = new SampleWindow(5);
            window.Add(10);
            Assert.AreEqual(10, window.Median());
            window.Add(40);
            Assert.AreEqual(25, window.Median());
            window.Add(20);
            Assert.AreEqual(20, window.Median());
            Assert.AreEqual(3, window.Count);
        }

        [TestMethod]
        public static void The_oldest_reading_is_pushed_out()
        {
            var window = new SampleWindow(3);
            for (var i = 1; i <= 4; i++) window.Add(i * 100);
            Assert.AreEqual(3, window.Count);
            Assert.AreEqual(300, window.Median());
        }

        [TestMethod]
        public static void The_middle_of_two_is_rounded_upwards()
        {
            The_middle_of_two_is_rounded_upwards(1, 2, 2);
            The_middle_of_two_is_rounded_upwards(-2, -1, -1);
            The_middle_of_two_is_rounded_upwards(-1, 0, 0);
            The_middle_of_two_is_rounded_upwards(-1_000_000_000, 1_000_000_000, 0);
            The_middle_of_two_is_rounded_upwards(1_000_000_000, 1_000_000_000, 1_000_000_000);
        }

        private static void The_middle_of_two_is_rounded_upwards(int first, int second, int median)
        {
            var window = new SampleWindow(2);
            window.Add(first);
            window.Add(second);
            Assert.AreEqual(median, window.Median());
        }

        [TestMethod]
        public static void The_median_distance_is_that_of_a_worked_example()
        {
            var window = new SampleWindow(7);
            foreach (var reading in new[] { 1, 1, 2, 2, 4, 6, 9 }) window.Add(reading);
            Assert.AreEqual(2, window.Median());
            Assert.AreEqual(1, window.MedianDistance(2)); // 0 0 1 1 2 4 7
        }

        [TestMethod]
        public static void An_empty_window_has_no_median()
        {
            var window = new SampleWindow(3);
            window.Add(7);
            window.Clear();
            Assert.AreEqual(0, window.Count);
            Assert.AreEqual(0, window.Median());
            Assert.AreEqual(0, window.MedianDistance(5));
        }
    }
}
