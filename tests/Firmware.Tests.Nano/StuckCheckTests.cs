using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class StuckCheckTests
    {
        [TestMethod]
        public static void So_many_equal_readings_are_stuck_and_stay_so_until_one_differs()
        {
            var check = new StuckCheck(3);
            Assert.IsFalse(check.IsStuck(7));
            Assert.IsFalse(check.IsStuck(7));
            for (var i = 0; i < 10; i++) Assert.IsTrue(check.IsStuck(7), "repetition " + i.ToString());
            Assert.IsFalse(check.IsStuck(8));
            Assert.IsFalse(check.IsStuck(8));
            Assert.IsTrue(check.IsStuck(8));
        }

        [TestMethod]
        public static void Readings_that_alternate_are_not_stuck()
        {
            var check = new StuckCheck(2);
            for (var i = 0; i < 100; i++) Assert.IsFalse(check.IsStuck(i % 2));
        }

        [TestMethod]
        public static void After_a_reset_the_row_begins_anew()
        {
            var check = new StuckCheck(2);
            check.IsStuck(0);
            check.Reset();
            Assert.IsFalse(check.IsStuck(0));
            Assert.IsTrue(check.IsStuck(0));
        }
    }
}
