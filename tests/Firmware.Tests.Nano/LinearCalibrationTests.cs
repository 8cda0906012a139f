using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class LinearCalibrationTests
    {
        [DataRow(2150)]
        [DataRow(-4000)]
        [DataRow(8500)]
        [DataRow(0)]
        [DataRow(-1)]
        public static void By_default_every_reading_stays_what_it_is(int centiC) =>
            Assert.AreEqual(centiC, Temperature(ChannelSettings.GainOne, 0).Apply(centiC));

        [DataRow(1_050_000, 0, 2100, 2205)]
        [DataRow(1_000_000, -230, 2100, 1870)]
        [DataRow(500_000, 0, 3, 2)] // 1.5
        [DataRow(500_000, 0, -3, -2)] // -1.5
        [DataRow(499_999, 0, 3, 1)]
        [DataRow(1_000_001, 0, 2000, 2000)]
        [DataRow(2_000_000, 10, -100, -190)] // the gain first
        public static void Gain_then_offset_rounded_half_away_from_zero(int gainPerMillion, int offset, int centiC, int expected) =>
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
