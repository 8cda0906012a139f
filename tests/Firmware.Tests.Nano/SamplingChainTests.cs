using Firmware.Core;
using Firmware.Core.Sampling;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SamplingChainTests
    {
        private static readonly DeviceSettings s_all = new DeviceSettings
        {
            Temperature = new ChannelSettings(ChannelLimits.Temperature)
            {
                Min = 0,
                Max = 5_000,
                StuckSamples = 4,
                HampelWindow = 5,
                Offset = -100,
                MedianWindow = 3,
                EmaAlphaPerMille = 500,
            },
            Humidity = new ChannelSettings(ChannelLimits.Humidity) { EmaAlphaPerMille = ChannelSettings.EmaAlphaOff },
            Pressure = new ChannelSettings(ChannelLimits.Pressure) { Enabled = false },
        };

        [TestMethod]
        public static void Stages_follow_each_other()
        {
            var chain = new SamplingChain(s_all, new DeviceCounters());
            Assert.AreEqual(2_000, Temperature(chain, 2_100)); // the offset
            Assert.AreEqual(2_003, Temperature(chain, 2_110)); // median of 2000 and 2010: 2005; half of the way: 2002.5
            Assert.AreEqual(2_006, Temperature(chain, 2_115)); // median 2010: 2006.25
        }

        [TestMethod]
        public static void A_rejected_reading_leaves_the_filters_behind_it_alone()
        {
            var counters = new DeviceCounters();
            var chain = new SamplingChain(s_all, counters);
            foreach (var centiC in new[] { 2_100, 2_101, 2_102 }) Temperature(chain, centiC);
            Assert.AreEqual(Rejected, Temperature(chain, 4_900)); // a spike
            Assert.AreEqual(Rejected, Temperature(chain, -1)); // below the settings' range
            Assert.AreEqual(2_001, Temperature(chain, 2_101));
            Assert.AreEqual(1, counters.ReadingsSpiked);
            Assert.AreEqual(1, counters.ReadingsOutOfRange);
            Assert.AreEqual(0, counters.ReadingsStuck);
        }

        [TestMethod]
        public static void A_sensor_that_repeats_itself_is_not_believed_for_ever()
        {
            var counters = new DeviceCounters();
            var chain = new SamplingChain(s_all, counters);
            for (var i = 0; i < 3; i++) Assert.AreEqual(2_000, Temperature(chain, 2_100));
            for (var i = 0; i < 5; i++) Assert.AreEqual(Rejected, Temperature(chain, 2_100));
            Assert.AreEqual(5, counters.ReadingsStuck);
            Assert.AreEqual(2_000, Temperature(chain, 2_101)); // median of 2000, 2000, 2001
        }

        [TestMethod]
        public static void Other_channels_go_on_when_one_is_rejected()
        {
            var chain = new SamplingChain(s_all, new DeviceCounters());
            var sample = Sample(5_001);
            Assert.AreEqual(1, chain.Apply(sample));
            Assert.IsFalse(sample.HasTemperature);
            Assert.IsTrue(sample.HasHumidity);
            Assert.AreEqual(4_020, sample.HumidityCentiPercent);
        }

        [TestMethod]
        public static void A_temperature_that_the_sensor_cannot_measure_takes_all_along()
        {
            var counters = new DeviceCounters();
            var sample = Sample(-14_088);
            Assert.AreEqual(3, new SamplingChain(s_all, counters).Apply(sample));
            Assert.IsTrue(sample.IsEmpty);
            Assert.AreEqual(3, counters.ReadingsOutOfRange);
        }

        [TestMethod]
        public static void A_channel_that_is_switched_off_is_absent_and_not_counted()
        {
            var off = new DeviceSettings
            {
                Temperature = new ChannelSettings(ChannelLimits.Temperature) { Enabled = false },
                Humidity = new ChannelSettings(ChannelLimits.Humidity) { Enabled = false },
            };
            var counters = new DeviceCounters();
            var sample = Sample(2_150);
            Assert.AreEqual(0, new SamplingChain(off, counters).Apply(sample));
            Assert.IsTrue(!sample.HasTemperature && !sample.HasHumidity && sample.HasPressure);
            Assert.AreEqual(0, counters.ReadingsOutOfRange);
        }

        [TestMethod]
        public static void After_a_reset_every_filter_begins_anew()
        {
            var chain = new SamplingChain(s_all, new DeviceCounters());
            for (var i = 0; i < 4; i++) Temperature(chain, 2_100);
            chain.Reset();
            Assert.AreEqual(4_800, Temperature(chain, 4_900));
        }

        private const int Rejected = int.MinValue;

        private static int Temperature(SamplingChain chain, int centiC)
        {
            var sample = Sample(centiC);
            chain.Apply(sample);
            return sample.HasTemperature ? sample.TemperatureCentiC : Rejected;
        }

        private static Sample Sample(int centiC)
        {
            var sample = new Sample();
            sample.SetTemperature(centiC);
            sample.SetHumidity(4_020);
            sample.SetPressure(101_325);
            return sample;
        }
    }
}
