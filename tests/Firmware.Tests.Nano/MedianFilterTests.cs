using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class MedianFilterTests
    {
        [TestMethod]
        public static void A_spike_shorter_than_half_of_the_window_leaves_no_trace()
        {
            var filter = new MedianFilter(5);
            foreach (var value in new[] { 100, 100, 100, 9_999, 9_999, 100, 100, 100 }) Assert.AreEqual(100, filter.Next(value));
        }

        [TestMethod]
        public static void A_step_comes_out_sharp_after_half_of_the_window()
        {
            var filter = new MedianFilter(5);
            for (var i = 0; i < 5; i++) filter.Next(100);
            Assert.AreEqual(100, filter.Next(200));
            Assert.AreEqual(100, filter.Next(200));
            Assert.AreEqual(200, filter.Next(200));
        }

        [TestMethod]
        public static void The_first_value_comes_at_once_and_again_after_a_reset()
        {
            var filter = new MedianFilter(15);
            Assert.AreEqual(2_150, filter.Next(2_150));
            filter.Reset();
            Assert.AreEqual(-300, filter.Next(-300));
        }
    }
}
