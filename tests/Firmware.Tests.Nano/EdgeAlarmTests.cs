using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class EdgeAlarmTests
    {
        private const int None = (int)AlarmChange.None;
        private const int Opened = (int)AlarmChange.Opened;
        private const int Resolved = (int)AlarmChange.Resolved;

        [TestMethod]
        public static void It_opens_past_the_threshold_and_is_resolved_behind_it_by_the_hysteresis()
        {
            It_opens_past_the_threshold_and_is_resolved_behind_it_by_the_hysteresis(false, 3000, 3001, 2951, 2950);
            It_opens_past_the_threshold_and_is_resolved_behind_it_by_the_hysteresis(true, 500, 499, 549, 550);
            It_opens_past_the_threshold_and_is_resolved_behind_it_by_the_hysteresis(true, -1000, -1001, -951, -950);
        }

        private static void It_opens_past_the_threshold_and_is_resolved_behind_it_by_the_hysteresis(
            bool isLow, int threshold, int past, int between, int back)
        {
            var alarm = Alarm(isLow, threshold, minDurationMs: 0);
            Assert.AreEqual(None, Next(alarm, threshold, 0));
            Assert.AreEqual(Opened, Next(alarm, past, 10_000));
            Assert.AreEqual(None, Next(alarm, past, 20_000));
            Assert.AreEqual(None, Next(alarm, threshold, 30_000));
            Assert.AreEqual(None, Next(alarm, between, 40_000));
            Assert.AreEqual(Resolved, Next(alarm, back, 50_000));
            Assert.AreEqual(None, Next(alarm, back, 60_000));
            Assert.AreEqual(Opened, Next(alarm, past, 70_000));
        }

        [TestMethod]
        public static void It_opens_after_the_minimum_duration_as_of_the_first_value_past_the_threshold()
        {
            var alarm = Alarm(isLow: false, 3_000, minDurationMs: 20_000);
            Assert.AreEqual(None, Next(alarm, 3_100, 10_000));
            Assert.AreEqual(None, Next(alarm, 3_100, 20_000));
            Assert.AreEqual(None, Next(alarm, 3_100, 29_999));
            Assert.AreEqual(Opened, Next(alarm, 3_100, 30_000));
            Assert.AreEqual(20_000L, alarm.AgeMs(30_000, EdgeAlarm.UtcUnknown));
        }

        [TestMethod]
        public static void A_value_that_comes_back_in_time_starts_the_minimum_duration_anew()
        {
            var alarm = Alarm(isLow: false, 3_000, minDurationMs: 20_000);
            Next(alarm, 3_100, 0);
            Assert.AreEqual(None, Next(alarm, 3_000, 10_000));
            Assert.AreEqual(None, Next(alarm, 3_100, 20_000));
            Assert.AreEqual(None, Next(alarm, 3_100, 39_999));
            Assert.AreEqual(Opened, Next(alarm, 3_100, 40_000));
        }

        [TestMethod]
        public static void Opened_and_resolved_agree_on_the_opening_time_though_the_clocks_drift()
        {
            var alarm = Alarm(isLow: false, 3_000, minDurationMs: 20_000);
            alarm.Next(3_100, 10_000, 1_000_010_000);
            Assert.AreEqual(Opened, (int)alarm.Next(3_100, 30_000, 1_000_030_007));
            Assert.AreEqual(20_007L, alarm.AgeMs(30_000, 1_000_030_007));
            Assert.AreEqual(Resolved, (int)alarm.Next(2_000, 90_000, 1_000_090_011));
            Assert.AreEqual(80_001L + 10, alarm.AgeMs(90_000, 1_000_090_011));
        }

        [TestMethod]
        public static void Where_UTC_came_later_the_age_is_measured_by_uptime()
        {
            var alarm = Alarm(isLow: false, 3_000, minDurationMs: 0);
            alarm.Next(3_100, 10_000, EdgeAlarm.UtcUnknown);
            Assert.AreEqual(Resolved, (int)alarm.Next(2_000, 40_000, 1_000_000_000));
            Assert.AreEqual(30_000L, alarm.AgeMs(40_000, 1_000_000_000));
        }

        [TestMethod]
        public static void A_step_of_UTC_neither_opens_nor_delays_it()
        {
            var alarm = Alarm(isLow: false, 3_000, minDurationMs: 20_000);
            alarm.Next(3_100, 0, 1_000_000_000);
            Assert.AreEqual(None, (int)alarm.Next(3_100, 10_000, 2_000_000_000));
            Assert.AreEqual(Opened, (int)alarm.Next(3_100, 20_000, 1_000_000_000));
        }

        private static EdgeAlarm Alarm(bool isLow, int threshold, int minDurationMs) =>
            new EdgeAlarm(isLow, threshold, new ChannelSettings(ChannelLimits.Temperature) { AlarmMinDurationMs = minDurationMs });

        private static int Next(EdgeAlarm alarm, int value, long uptimeMs) => (int)alarm.Next(value, uptimeMs, EdgeAlarm.UtcUnknown);
    }
}
