using Firmware.Core;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class ChannelSettingsTests
    {
        [TestMethod]
        public static void Defaults_are_good()
        {
            Assert.IsNull(new ChannelSettings(ChannelLimits.Temperature).FindError());
            Assert.IsNull(new ChannelSettings(ChannelLimits.Humidity).FindError());
            Assert.IsNull(new ChannelSettings(ChannelLimits.Pressure).FindError());
        }

        [TestMethod]
        public static void The_first_setting_out_of_its_range_is_named_with_its_channel()
        {
            AssertError("temperature.offset is 10001; it must be in [-10000, 10000]", new ChannelSettings(Temperature) { Offset = 10_001 });
            AssertError(
                "temperature.gainPerMillion is 0; it must be in [100000, 10000000]",
                new ChannelSettings(Temperature) { GainPerMillion = 0 });
            AssertError("temperature.min is -4001; it must be in [-4000, 8500]", new ChannelSettings(Temperature) { Min = -4_001 });
            AssertError(
                "temperature.max is 2000; it must be in [2100, 8500]", new ChannelSettings(Temperature) { Min = 2_100, Max = 2_000 });
            AssertError("temperature.stuckSamples is 1; it must be in [2, 10000]", new ChannelSettings(Temperature) { StuckSamples = 1 });
            AssertError("temperature.hampelWindow is 2; it must be in [3, 15]", new ChannelSettings(Temperature) { HampelWindow = 2 });
            AssertError("temperature.hampelWindow is 16; it must be in [3, 15]", new ChannelSettings(Temperature) { HampelWindow = 16 });
            AssertError(
                "temperature.hampelKPerMille is 0; it must be in [500, 20000]", new ChannelSettings(Temperature) { HampelKPerMille = 0 });
            AssertError("temperature.hampelFloor is 0; it must be in [1, 1000]", new ChannelSettings(Temperature) { HampelFloor = 0 });
            AssertError("temperature.medianWindow is 0; it must be in [1, 15]", new ChannelSettings(Temperature) { MedianWindow = 0 });
            AssertError(
                "temperature.emaAlphaPerMille is 0; it must be in [1, 1000]", new ChannelSettings(Temperature) { EmaAlphaPerMille = 0 });
            AssertError("temperature.epsilon is -1; it must be in [0, 10000]", new ChannelSettings(Temperature) { Epsilon = -1 });
            AssertError(
                "temperature.alarmHigh is 8501; it must be in [-4000, 8500]", new ChannelSettings(Temperature) { AlarmHigh = 8_501 });
            AssertError(
                "temperature.alarmLow is -4001; it must be in [-4000, 8500]", new ChannelSettings(Temperature) { AlarmLow = -4_001 });
            AssertError(
                "temperature.alarmHysteresis is -1; it must be in [0, 10000]", new ChannelSettings(Temperature) { AlarmHysteresis = -1 });
            AssertError(
                "temperature.alarmMinDurationMs is -1; it must be in [0, 86400000]",
                new ChannelSettings(Temperature) { AlarmMinDurationMs = -1 });
        }

        [TestMethod]
        public static void A_low_alarm_lies_below_the_high_one()
        {
            var crossed = new ChannelSettings(ChannelLimits.Humidity) { AlarmHigh = 6_000, AlarmLow = 6_000 };
            AssertError("humidity.alarmLow is 6000; it must be in [0, 5999]", crossed);
            Assert.IsNull(new ChannelSettings(ChannelLimits.Humidity) { AlarmHigh = 6_000, AlarmLow = 5_999 }.FindError());
            Assert.IsNull(new ChannelSettings(ChannelLimits.Humidity) { AlarmLow = 9_000 }.FindError());
        }

        [TestMethod]
        public static void Filters_that_can_be_switched_off_take_their_word_for_off()
        {
            var off = new ChannelSettings(ChannelLimits.Pressure)
            {
                StuckSamples = 0,
                HampelWindow = 0,
                MedianWindow = 1,
                EmaAlphaPerMille = ChannelSettings.EmaAlphaOff,
                AlarmHigh = ChannelSettings.AlarmOff,
                AlarmLow = ChannelSettings.AlarmOff,
            };
            Assert.IsNull(off.FindError());
        }

        [TestMethod]
        public static void A_device_names_the_channel_that_is_wrong()
        {
            var settings = new DeviceSettings { Pressure = new ChannelSettings(ChannelLimits.Pressure) { MedianWindow = 16 } };
            AssertError("pressure.medianWindow is 16; it must be in [1, 15]", settings.FindError());
            settings = new DeviceSettings { Humidity = new ChannelSettings(ChannelLimits.Pressure) };
            AssertError("the channel humidity has the settings of pressure", settings.FindError());
        }

        private static ChannelLimits Temperature => ChannelLimits.Temperature;

        private static void AssertError(string error, ChannelSettings settings) => AssertError(error, settings.FindError());

        private static void AssertError(string error, string? found) => Assert.AreEqual(error, found!);
    }
}
