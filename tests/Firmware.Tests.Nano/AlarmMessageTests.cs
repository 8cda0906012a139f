using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class AlarmMessageTests
    {
        private const int HotAdc = 600_000; // 50.11 degrees, by the vectors of Bme280CompensationTests

        [TestMethod]
        public static void An_alarm_goes_out_as_a_message_of_its_own_with_priority()
        {
            var device = Watched(alarmHigh: 3_000);
            device.Sample(forMs: 5_000);
            device.Bus.AdcTemperature = HotAdc;
            device.Sample(forMs: 10_000);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(1, device.Node.Counters.AlarmsOpened);
            Assert.AreEqual("alarm/1 alert", Sent(device, 0)); // it overtakes the sample that waits
            Assert.AreEqual("flat/1 ", Sent(device, 1));
            Assert.AreEqual("flat/1 ", Sent(device, 2));
            var alarm = (HubMessage)device.Hub.Sent[0]!;
            Assert.AreEqual("kitchen-1-2", alarm.MessageId);
            Assert.AreEqual(
                "{\"schema\":\"alarm/1\",\"deviceId\":\"kitchen\",\"timestamp\":\"2026-11-20T08:49:10.000Z\","
                + "\"channel\":\"temperature\",\"side\":\"high\",\"state\":\"opened\",\"openedAt\":\"2026-11-20T08:49:10.000Z\","
                + "\"reading\":50.11,\"threshold\":30,\"boot\":1,\"seq\":2}",
                alarm.Body);
            Assert.StartsWith("alarm opened channel=temperature side=high hundredths=5011 threshold=3000;", device.Log.Text);
        }

        [TestMethod]
        public static void An_alarm_that_ends_names_the_moment_it_began()
        {
            var device = Watched(alarmHigh: 3_000);
            var cold = device.Bus.AdcTemperature;
            device.Sample(forMs: 5_000);
            device.Bus.AdcTemperature = HotAdc;
            device.Sample(forMs: 30_000);
            device.Bus.AdcTemperature = cold;
            device.Sample(forMs: 10_000);
            device.Uplink(forMs: 2_000);
            var resolved = ((HubMessage)device.Hub.Sent[1]!).Body;
            Assert.Contains("\"timestamp\":\"2026-11-20T08:49:40.000Z\"", resolved);
            Assert.Contains("\"state\":\"resolved\",\"openedAt\":\"2026-11-20T08:49:10.000Z\",\"reading\":25.08,", resolved);
            Assert.AreEqual(1, device.Node.Counters.AlarmsOpened);
        }

        [TestMethod]
        public static void An_alarm_from_before_UTC_was_known_gets_its_true_time()
        {
            var device = Watched(alarmHigh: 2_000);
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 15_000);
            device.Clock.IsUtcKnown = true;
            device.Uplink(forMs: 2_000);
            Assert.Contains(
                "\"timestamp\":\"2026-11-20T08:49:00.002Z\",\"channel\":\"temperature\",\"side\":\"high\",\"state\":\"opened\","
                + "\"openedAt\":\"2026-11-20T08:49:00.002Z\"",
                ((HubMessage)device.Hub.Sent[0]!).Body);
        }

        [TestMethod]
        public static void Every_channel_and_side_can_alarm()
        {
            var device = new TestNode(new DeviceSettings
            {
                Telemetry = TestSettings.Flat,
                Temperature = new ChannelSettings(ChannelLimits.Temperature) { AlarmLow = 8_000 },
                Humidity = new ChannelSettings(ChannelLimits.Humidity) { AlarmHigh = 1_000, AlarmLow = 0 },
                Pressure = new ChannelSettings(ChannelLimits.Pressure) { AlarmHigh = 100_000, AlarmMinDurationMs = 9_000 },
            });
            device.Sample(forMs: 5_000);
            Assert.AreEqual(2, device.Node.Counters.AlarmsOpened);
            device.Sample(forMs: 10_000);
            Assert.AreEqual(3, device.Node.Counters.AlarmsOpened);
            device.Uplink(forMs: 2_000);
            Assert.Contains("\"channel\":\"temperature\",\"side\":\"low\"", ((HubMessage)device.Hub.Sent[0]!).Body);
            Assert.Contains("\"channel\":\"humidity\",\"side\":\"high\"", ((HubMessage)device.Hub.Sent[1]!).Body);
            Assert.Contains("\"channel\":\"pressure\",\"side\":\"high\"", ((HubMessage)device.Hub.Sent[2]!).Body);
        }

        [TestMethod]
        public static void An_event_survives_the_outbox()
        {
            An_event_survives_the_outbox(false, false);
            An_event_survives_the_outbox(false, true);
            An_event_survives_the_outbox(true, false);
            An_event_survives_the_outbox(true, true);
        }

        private static void An_event_survives_the_outbox(bool isLow, bool isResolved)
        {
            foreach (var channel in new[] { ChannelLimits.Temperature, ChannelLimits.Humidity, ChannelLimits.Pressure })
            {
                var payload = new byte[AlarmPayload.LengthBytes];
                var read = new AlarmEvent();
                AlarmPayload.Write(
                    new AlarmEvent
                    {
                        Channel = channel,
                        IsLow = isLow,
                        IsResolved = isResolved,
                        Value = -4_000,
                        Threshold = 110_000,
                        AgeMs = 4_000_000_000,
                    },
                    payload);
                AlarmPayload.Read(payload, read);
                Assert.IsTrue(read.Channel == channel && read.IsLow == isLow && read.IsResolved == isResolved);
                Assert.AreEqual(-4_000, read.Value);
                Assert.AreEqual(110_000, read.Threshold);
                Assert.AreEqual(4_000_000_000L, read.AgeMs);
            }
        }

        private static TestNode Watched(int alarmHigh) => new TestNode(new DeviceSettings
        {
            Telemetry = TestSettings.Flat,
            Temperature = new ChannelSettings(ChannelLimits.Temperature)
            {
                EmaAlphaPerMille = ChannelSettings.EmaAlphaOff,
                AlarmHigh = alarmHigh,
            },
        });

        private static string Sent(TestNode device, int index)
        {
            var message = (HubMessage)device.Hub.Sent[index]!;
            return message.Schema + " " + (message.IsAlert ? "alert" : "");
        }
    }
}
