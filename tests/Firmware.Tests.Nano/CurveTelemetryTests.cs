using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    /// <summary>A device that sends curve/1, every minute: six samples.</summary>
    [TestClass]
    public static class CurveTelemetryTests
    {
        private const string Head = "{\"schema\":\"curve/1\",\"deviceId\":\"kitchen\",\"boot\":1,\"seq\":";

        [TestMethod]
        public static void Samples_of_the_telemetry_interval_are_one_message()
        {
            var device = Device(60_000);
            device.Sample(forMs: 49_000);
            Assert.AreEqual(0, device.Node.Outbox.Count);
            device.Sample(forMs: 71_000);
            Assert.AreEqual(2, device.Node.Outbox.Count);
            device.Uplink(forMs: 5_000);
            Assert.AreEqual("kitchen-1-2", device.Hub.Last.MessageId);
            Assert.AreEqual("curve/1", device.Hub.Last.Schema);
            Assert.AreEqual(
                Head + "1,\"start\":1795164540002,\"interval\":10000,\"samples\":6,\"rejected\":0,"
                + "\"temperature\":{\"eps\":10,\"n\":[0,5],\"v\":[2508,0]},\"humidity\":{\"eps\":50,\"n\":[0,5],\"v\":[5620,0]},"
                + "\"pressure\":{\"eps\":20,\"n\":[0,5],\"v\":[100653,0]}}",
                Body(device, 0));
            Assert.AreEqual(12, device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void A_flush_sends_what_there_is_once()
        {
            var device = Device(60_000);
            device.Sample(forMs: 15_000);
            device.Node.Flush();
            device.Node.Flush();
            Assert.AreEqual(1, device.Node.Outbox.Count);
            device.Uplink(forMs: 5_000);
            Assert.Contains("\"samples\":2,", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void A_rejected_channel_ends_its_curve_and_is_counted()
        {
            var device = Device(60_000);
            device.Sample(forMs: 15_000);
            device.Bus.AdcHumidity = Bme280Registers.SkippedAdc16;
            device.Sample(forMs: 10_000);
            device.Bus.AdcHumidity = 30_000;
            device.Sample(forMs: 34_000);
            device.Uplink(forMs: 5_000);
            Assert.Contains("\"samples\":6,\"rejected\":1,", device.Hub.Last.Body);
            Assert.Contains("\"humidity\":[{\"eps\":50,\"n\":[0,1],\"v\":[", device.Hub.Last.Body);
            Assert.Contains("]},{\"eps\":50,\"n\":[3,2],\"v\":[", device.Hub.Last.Body);
            Assert.Contains("\"temperature\":{\"eps\":10,\"n\":[0,5]", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void Samples_that_were_rejected_before_the_first_value_count_in_the_message_that_follows()
        {
            var device = Device(60_000);
            var temperature = device.Bus.AdcTemperature;
            var humidity = device.Bus.AdcHumidity;
            var pressure = device.Bus.AdcPressure;
            device.Bus.AdcTemperature = Bme280Registers.SkippedAdc20;
            device.Bus.AdcHumidity = Bme280Registers.SkippedAdc16;
            device.Bus.AdcPressure = Bme280Registers.SkippedAdc20;
            device.Sample(forMs: 25_000);
            device.Bus.AdcTemperature = temperature;
            device.Bus.AdcHumidity = humidity;
            device.Bus.AdcPressure = pressure;
            device.Sample(forMs: 120_000);
            device.Uplink(forMs: 5_000);
            Assert.AreEqual(3, device.Node.Counters.SamplesRejected);
            Assert.Contains("\"samples\":6,\"rejected\":3,", Body(device, 0));
            Assert.Contains("\"samples\":6,\"rejected\":0,", Body(device, 1));
        }

        [TestMethod]
        public static void Missed_instants_end_every_curve_and_are_not_rejected()
        {
            var device = Device(60_000);
            device.Sample(forMs: 15_000);
            device.Clock.UptimeMs = 40_000; // due at 20, 30 and 40 s; the last one is just in time
            device.Sample(forMs: 19_000);
            device.Uplink(forMs: 5_000);
            Assert.Contains("\"samples\":6,\"rejected\":0,", device.Hub.Last.Body);
            Assert.Contains("\"temperature\":[{\"eps\":10,\"n\":[0,1],\"v\":[2508,0]},{\"eps\":10,\"n\":[4,1],\"v\":[2508,0]}]", device.Hub.Last.Body);
            Assert.Contains("\"pressure\":[{\"eps\":20,\"n\":[0,1],\"v\":[100653,0]},{\"eps\":20,\"n\":[4,1],\"v\":[100653,0]}]", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void What_was_sampled_before_the_sensor_was_lost_leaves_in_time()
        {
            var device = Device(60_000);
            device.Sample(forMs: 15_000);
            device.Bus.Fail(0, int.MaxValue);
            device.Sample(forMs: 100_000);
            Assert.AreEqual(1, device.Node.Outbox.Count);
        }

        [TestMethod]
        public static void A_clock_that_steps_begins_a_new_message()
        {
            var device = Device(600_000);
            device.Sample(forMs: 25_000);
            device.Clock.BootedAtUnixMs -= 3_600_000;
            device.Sample(forMs: 20_000);
            device.Clock.BootedAtUnixMs += 7_200_000;
            device.Sample(forMs: 20_000);
            device.Node.Flush();
            device.Uplink(forMs: 5_000);
            Assert.AreEqual(3, device.Hub.Sent.Count);
            Assert.Contains("\"start\":1795164540002,\"interval\":10000,\"samples\":3,", Body(device, 0));
            Assert.Contains("\"start\":1795160970000,\"interval\":10000,\"samples\":2,", Body(device, 1));
            Assert.Contains("\"start\":1795168190000,\"interval\":10000,\"samples\":2,", Body(device, 2));
        }

        [TestMethod]
        public static void Samples_from_before_UTC_was_known_are_a_message_with_their_true_time()
        {
            var device = Device(600_000);
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 25_000);
            device.Clock.IsUtcKnown = true;
            device.Sample(forMs: 20_000);
            device.Node.Flush();
            device.Uplink(forMs: 5_000);
            Assert.Contains("\"start\":1795164540002,\"interval\":10000,\"samples\":3,", Body(device, 0));
            Assert.Contains("\"start\":1795164570000,\"interval\":10000,\"samples\":2,", Body(device, 1));
        }

        [TestMethod]
        public static void A_message_that_could_become_too_long_is_closed_early()
        {
            var device = Device(86_400_000, TelemetrySettings.BodyMinBytes);
            for (var i = 0; i < 100; i++)
            {
                device.Bus.AdcTemperature = (i & 1) == 0 ? 519_888 : 600_000;
                device.Sample(forMs: 10_000);
            }

            device.Node.Flush();
            device.Uplink(forMs: 60_000);
            Assert.IsTrue(device.Hub.Sent.Count > 1 && device.Hub.Sent.Count < 20, device.Hub.Sent.Count.ToString() + " messages");
            for (var i = 0; i < device.Hub.Sent.Count; i++) Assert.IsTrue(Body(device, i).Length <= TelemetrySettings.BodyMinBytes);
        }

        [TestMethod]
        public static void A_telemetry_interval_below_the_sampling_interval_sends_each_sample()
        {
            var device = Device(1_000);
            device.Sample(forMs: 25_000);
            Assert.AreEqual(3, device.Node.Outbox.Count);
        }

        [TestMethod]
        public static void Telemetry_settings_out_of_their_range_are_named()
        {
            Assert.AreEqual(
                "telemetry.intervalMs is 999; it must be in [1000, 86400000]", new TelemetrySettings { IntervalMs = 999 }.FindError()!);
            Assert.AreEqual("telemetry.maxBytes is 895; it must be in [896, 4000]", new TelemetrySettings { MaxBytes = 895 }.FindError()!);
            var settings = new DeviceSettings
            {
                Telemetry = new TelemetrySettings { Format = TelemetryFormat.Flat, MaxBytes = 4_000 },
                OutboxBytes = 4_019,
            };
            Assert.AreEqual("outboxBytes is 4019; it must be in [4020, 16777216]", settings.FindError()!);
        }

        private static TestNode Device(int telemetryIntervalMs, int maxBytes = 1_024) => new TestNode(new DeviceSettings
        {
            Temperature = new ChannelSettings(ChannelLimits.Temperature) { EmaAlphaPerMille = ChannelSettings.EmaAlphaOff },
            Humidity = new ChannelSettings(ChannelLimits.Humidity) { EmaAlphaPerMille = ChannelSettings.EmaAlphaOff },
            Pressure = new ChannelSettings(ChannelLimits.Pressure) { EmaAlphaPerMille = ChannelSettings.EmaAlphaOff },
            Telemetry = new TelemetrySettings
            {
                Format = TelemetryFormat.Curve,
                IntervalMs = telemetryIntervalMs,
                MaxBytes = maxBytes,
            },
        });

        private static string Body(TestNode device, int message) => ((HubMessage)device.Hub.Sent[message]!).Body;
    }
}
