using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class LinearCalibrationTests
    {
        [TestMethod]
        public static void By_default_every_reading_stays_what_it_is()
        {
            By_default_every_reading_stays_what_it_is(2150);
            By_default_every_reading_stays_what_it_is(-4000);
            By_default_every_reading_stays_what_it_is(8500);
            By_default_every_reading_stays_what_it_is(0);
            By_default_every_reading_stays_what_it_is(-1);
        }

        private static void By_default_every_reading_stays_what_it_is(int centiC) =>
            Assert.AreEqual(centiC, Temperature(ChannelSettings.GainOne, 0).Apply(centiC));

        [TestMethod]
        public static void Gain_then_offset_rounded_half_away_from_zero()
        {
            Gain_then_offset_rounded_half_away_from_zero(1_050_000, 0, 2100, 2205);
            Gain_then_offset_rounded_half_away_from_zero(1_000_000, -230, 2100, 1870);
            Gain_then_offset_rounded_half_away_from_zero(500_000, 0, 3, 2); // 1.5
            Gain_then_offset_rounded_half_away_from_zero(500_000, 0, -3, -2); // -1.5
            Gain_then_offset_rounded_half_away_from_zero(499_999, 0, 3, 1);
            Gain_then_offset_rounded_half_away_from_zero(1_000_001, 0, 2000, 2000);
            Gain_then_offset_rounded_half_away_from_zero(2_000_000, 10, -100, -190); // the gain first
        }

        private static void Gain_then_offset_rounded_half_away_from_zero(int gainPerMillion, int offset, int centiC, int expected) =>
            Assert.AreEqual(expected, Temperature(gainPerMillion, offset).Apply(centiC));

        [TestMethod]
        public static void The_largest_product_does_not_overflow()
        {
            var settings = new ChannelSettings(ChannelLimits.Pressure) { GainPerMillion = 10_000_000 };
            Assert.AreEqual(ChannelLimits.Pressure.Max, new LinearCalibration(settings).Apply(110_000));
        }

        [TestMethod]
        public static void The_result_stays_within_what_the_channel_can_be()
        {
            var damp = new LinearCalibration(new ChannelSettings(ChannelLimits.Humidity) { Offset = 500 });
            Assert.AreEqual(10_000, damp.Apply(9_700));
            var dry = new LinearCalibration(new ChannelSettings(ChannelLimits.Humidity) { Offset = -500 });
            Assert.AreEqual(0, dry.Apply(300));
        }

        private static LinearCalibration Temperature(int gainPerMillion, int offset) =>
            new LinearCalibration(new ChannelSettings(ChannelLimits.Temperature) { GainPerMillion = gainPerMillion, Offset = offset });
    }
}
