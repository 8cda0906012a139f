using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Sleep;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class DeepSleepTests
    {
        [TestMethod]
        public static void A_first_wake_sends_at_once_and_sleeps_until_the_next_instant()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            device.BeAwake();
            Assert.AreEqual(1, device.Hub.Sent.Count);
            Assert.IsFalse(device.Hub.IsConnected);
            Assert.IsTrue(device.AwakeMs < 2_000);
            Assert.AreEqual(60_000L - SleepPlan.SensorStartMs, device.Clock.UptimeMs + device.Power.SleepMs);
        }

        [TestMethod]
        public static void Samples_go_together_in_one_message_every_few_wakes()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 3));
            device.Wakes(3);
            Assert.AreEqual(1, device.Hub.Sent.Count);
            device.Wakes(1);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.AreEqual("kitchen-1-2", device.Hub.Last.MessageId);
            Assert.Contains("\"interval\":60000,\"samples\":3,", device.Hub.Last.Body);
            device.Wakes(3);
            Assert.AreEqual("kitchen-1-3", device.Hub.Last.MessageId);
        }

        [TestMethod]
        public static void Instants_keep_their_place_however_long_a_wake_takes()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 1));
            device.Wakes(2); // the first sleep does not know yet how long the device takes to start
            for (var i = 0; i < 5; i++)
            {
                device.Wakes(1);
                var start = device.Hub.Last.Body.IndexOf("\"start\":") + "\"start\":".Length;
                var startMs = long.Parse(device.Hub.Last.Body.Substring(start, 13));
                Assert.AreEqual(1_795_164_540_000L + (i + 2) * 60_000, startMs);
            }
        }

        [TestMethod]
        public static void A_wake_that_does_not_send_touches_no_network_and_writes_flash_once()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            device.Wakes(1);
            var calls = device.Hub.Calls;
            var writes = device.Flash.Writes;
            device.Wakes(1);
            Assert.AreEqual(calls, device.Hub.Calls);
            Assert.AreEqual(writes + 1, device.Flash.Writes);
            Assert.IsTrue(device.AwakeMs < 100);
        }

        [TestMethod]
        public static void A_wake_that_sends_writes_flash_twice()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            device.Wakes(3);
            var writes = device.Flash.Writes;
            device.Wakes(1);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.AreEqual(writes + 2, device.Flash.Writes);
        }

        [TestMethod]
        public static void An_alarm_is_sent_at_once_and_does_not_come_again_with_each_wake()
        {
            var device = new SleepingDevice(SleepingDevice.With(
                new ChannelSettings(ChannelLimits.Temperature) { AlarmHigh = 3_000, EmaAlphaPerMille = ChannelSettings.EmaAlphaOff },
                batch: 100));
            device.Wakes(2);
            device.Bus.AdcTemperature = 560_000;
            device.Wakes(1);
            Assert.AreEqual(3, device.Hub.Sent.Count); // the first sample; then the alarm, and what had been collected
            Assert.AreEqual(1, Alerts(device));
            device.Wakes(3);
            Assert.AreEqual(1, Alerts(device));
            device.Bus.AdcTemperature = 519_888;
            device.Wakes(1);
            Assert.AreEqual(2, Alerts(device));
            Assert.Contains("resolved", LastAlert(device).Body);
        }

        [TestMethod]
        public static void An_alarms_minimum_duration_goes_on_through_sleeps()
        {
            var device = new SleepingDevice(SleepingDevice.With(
                new ChannelSettings(ChannelLimits.Temperature) { AlarmHigh = 2_000, AlarmMinDurationMs = 110_000 }, batch: 100));
            device.Wakes(2);
            Assert.AreEqual(0, Alerts(device));
            device.Wakes(1);
            Assert.AreEqual(1, Alerts(device));
            Assert.Contains("\"openedAt\":\"2026-11-20T08:49:00.", LastAlert(device).Body);
        }

        [TestMethod]
        public static void Smoothing_goes_on_where_it_was()
        {
            var expected = SmoothedWhileAwake();
            var sleeping = new SleepingDevice(SleepingDevice.With(
                new ChannelSettings(ChannelLimits.Temperature) { EmaAlphaPerMille = 500 }, batch: 100));
            sleeping.BeAwake();
            sleeping.Bus.AdcTemperature = 530_000;
            for (var i = 0; i < expected.Length; i++)
            {
                sleeping.Wakes(1);
                sleeping.BeAwake();
                Assert.AreEqual(expected[i], sleeping.Node.LatestSample.TemperatureCentiC);
            }
        }

        [TestMethod]
        public static void Without_network_it_tries_ever_less_often_and_loses_nothing()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 1));
            device.Hub.HasNetwork = false;
            device.Wakes(64);
            Assert.IsTrue(Count(device.Hub.Calls, "network") <= 16, device.Hub.Calls);
            device.Hub.HasNetwork = true;
            device.Wakes(64);
            Assert.AreEqual(128, Samples(device));
        }

        [TestMethod]
        public static void Awake_time_is_bounded_whatever_is_missing()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            device.Hub.HasNetwork = false;
            device.BeAwake();
            Assert.IsTrue(device.AwakeMs < 5_000, "network");
            device = new SleepingDevice(SleepingDevice.Settings());
            device.Clock.IsUtcKnown = false;
            device.BeAwake();
            Assert.IsTrue(device.AwakeMs < 125_000, "UTC");
            device = new SleepingDevice(SleepingDevice.Settings());
            device.Hub.Acknowledges = false;
            device.BeAwake();
            Assert.IsTrue(device.AwakeMs < 5_000, "acknowledgement");
            device = new SleepingDevice(SleepingDevice.Settings());
            device.Bus.Fail(0, int.MaxValue);
            device.BeAwake();
            Assert.IsTrue(device.AwakeMs < 5_000, "sensor");
            device = new SleepingDevice(SleepingDevice.Settings(), new FakeTwin { Answers = false });
            device.BeAwake();
            Assert.IsTrue(device.AwakeMs < 5_000, "twin");
        }

        [TestMethod]
        public static void An_uplink_that_hangs_is_left_behind_and_its_messages_come_later()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            while (device.Power.SleepMs == 0 && device.Clock.UptimeMs < 200_000)
            {
                device.Clock.UptimeMs += device.Node.StepSampling(device.Clock.UptimeMs);
            }

            Assert.IsTrue(device.Power.SleepMs > 0);
            Assert.AreEqual(0, device.Hub.Sent.Count);
            device.Wakes(6);
            Assert.AreEqual("kitchen-1-1", ((HubMessage)device.Hub.Sent[0]!).MessageId);
            Assert.IsTrue(Samples(device) >= 6);
        }

        [TestMethod]
        public static void Samples_from_before_UTC_was_known_are_placed_in_time_across_sleeps()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 1)) { IsUtcKnown = false };
            device.Clock.IsUtcKnown = false;
            device.Hub.HasNetwork = false;
            device.Wakes(2);
            device.Hub.HasNetwork = true;
            device.IsUtcKnown = true;
            device.Wakes(3);
            Assert.AreEqual("kitchen-1-1", ((HubMessage)device.Hub.Sent[0]!).MessageId);
            Assert.AreEqual(0, device.Node.Outbox.Dropped);
        }

        [TestMethod]
        public static void A_power_cut_while_it_sleeps_loses_nothing_that_was_measured()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 10));
            device.Wakes(4);
            device.BeAwake();
            device.CutPower(forMs: 600_000);
            device.BeAwake();
            Assert.AreEqual(2, device.Node.Boot);
            Assert.AreEqual(6, Samples(device));
        }

        [TestMethod]
        public static void A_device_whose_battery_fails_with_each_attempt_stops_trying_at_once()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 10));
            for (var i = 0; i < 10; i++)
            {
                for (var step = 0; step < 20; step++) device.Clock.UptimeMs += device.Node.StepSampling(device.Clock.UptimeMs) % 60_000;
                var tries = device.Hub.Calls;
                device.Node.StepUplink(device.Clock.UptimeMs);
                if (i > 3) Assert.AreEqual(tries, device.Hub.Calls);
                device.CutPower(forMs: 1_000);
            }
        }

        [TestMethod]
        public static void The_twin_is_read_before_it_sleeps_again_and_can_keep_it_awake()
        {
            var twin = new FakeTwin();
            var device = new SleepingDevice(SleepingDevice.Settings(), twin);
            device.Wakes(3);
            Assert.AreEqual(1, twin.Reads);
            twin.Desired = new System.Collections.Hashtable
            {
                ["$version"] = 2,
                ["power"] = new System.Collections.Hashtable { ["mode"] = "always" },
            };
            device.BeAwake();
            Assert.IsTrue(twin.Reads > 1);
            Assert.AreEqual(0L, device.Power.SleepMs);
            Assert.IsTrue(device.Node.Counters.SamplesTaken > 50);
        }

        // Made before the device that sleeps: two at once do not fit a small board's heap.
        private static int[] SmoothedWhileAwake()
        {
            var always = new TestNode(TestSettings.Smoothed(500));
            always.Sample(forMs: 9_000);
            always.Bus.AdcTemperature = 530_000;
            var smoothed = new int[3];
            for (var i = 0; i < smoothed.Length; i++)
            {
                always.Sample(forMs: 10_000);
                smoothed[i] = always.Node.LatestSample.TemperatureCentiC;
            }

            return smoothed;
        }

        [TestMethod]
        public static void Flash_that_refuses_the_note_keeps_it_awake_where_it_samples_and_sends_on_until_the_note_is_taken()
        {
            var device = new SleepingDevice(SleepingDevice.Settings());
            device.Wakes(1);
            device.Flash.IsReadOnly = true;
            device.BeAwake();
            Assert.AreEqual(0L, device.Power.SleepMs);
            Assert.IsFalse(device.Hub.IsConnected); // between batches the radio rests all the same
            var samples = Samples(device);
            Assert.IsTrue(samples >= 58, samples.ToString());
            device.Flash.IsReadOnly = false;
            device.BeAwake();
            Assert.IsTrue(device.Power.SleepMs > 0);
            device.Wakes(4);
            Assert.IsTrue(Samples(device) >= samples + 3);
            Assert.IsFalse(HasTwoBodiesUnderOneName(device));
        }

        private static bool HasTwoBodiesUnderOneName(SleepingDevice device)
        {
            for (var i = 0; i < device.Hub.Sent.Count; i++)
                for (var j = 0; j < i; j++)
                {
                    var one = (HubMessage)device.Hub.Sent[i]!;
                    var other = (HubMessage)device.Hub.Sent[j]!;
                    if (one.MessageId == other.MessageId && one.Body != other.Body) return true;
                }

            return false;
        }

        private static HubMessage LastAlert(SleepingDevice device)
        {
            for (var i = device.Hub.Sent.Count - 1; i >= 0; i--)
            {
                var message = (HubMessage)device.Hub.Sent[i]!;
                if (message.IsAlert) return message;
            }

            return device.Hub.Last;
        }

        private static int Alerts(SleepingDevice device)
        {
            var alerts = 0;
            foreach (var message in device.Hub.Sent)
                if (((HubMessage)message!).IsAlert) alerts++;
            return alerts;
        }

        // Those of messages that came twice are counted once.
        private static int Samples(SleepingDevice device)
        {
            var samples = 0;
            var ids = " ";
            foreach (var item in device.Hub.Sent)
            {
                var message = (HubMessage)item!;
                var at = message.Body.IndexOf("\"samples\":");
                if (at < 0 || ids.Contains(" " + message.MessageId + " ")) continue;
                ids += message.MessageId + " ";
                var text = message.Body.Substring(at + "\"samples\":".Length);
                samples += int.Parse(text.Substring(0, text.IndexOf(',')));
            }

            return samples;
        }

        private static int Count(string text, string word)
        {
            var count = 0;
            for (var at = text.IndexOf(word); at >= 0; at = text.IndexOf(word, at + 1)) count++;
            return count;
        }
    }
}
