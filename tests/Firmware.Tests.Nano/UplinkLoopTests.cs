using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class UplinkLoopTests
    {
        [TestMethod]
        public static void The_way_to_the_hub_is_network_then_provisioning_then_connection()
        {
            var device = Sampled(1);
            device.Uplink(forMs: 1_000);
            Assert.AreEqual("network disconnect register network connect send ", device.Hub.Calls);
            Assert.AreEqual(0, device.Node.Outbox.Count);
            Assert.AreEqual(1, device.Node.Counters.MessagesAcknowledged);
        }

        [TestMethod]
        public static void A_message_carries_its_identity_and_its_schema()
        {
            var device = Sampled(2);
            device.Uplink(forMs: 1_000);
            Assert.AreEqual("kitchen-1-2", device.Hub.Last.MessageId);
            Assert.AreEqual("flat/1", device.Hub.Last.Schema);
            Assert.AreEqual(
                "{\"schema\":\"flat/1\",\"deviceId\":\"kitchen\",\"timestamp\":\"2026-11-20T08:49:10.000Z\","
                + "\"temperature\":25.08,\"humidity\":56.2,\"pressure\":1006.53,\"boot\":1,\"seq\":2}",
                device.Hub.Last.Body);
        }

        [TestMethod]
        public static void Without_network_nothing_else_is_tried()
        {
            var device = Sampled(1);
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 600_000);
            Assert.DoesNotContains("register", device.Hub.Calls);
            Assert.IsTrue(device.Hub.Calls.Length / "network ".Length < 25, "waits grow");
            Assert.AreEqual(1, device.Node.Outbox.Count);
        }

        [TestMethod]
        public static void Without_UTC_the_device_waits_and_says_so_once()
        {
            var device = Sampled(1);
            device.Clock.IsUtcKnown = false;
            device.Uplink(forMs: 5_000);
            Assert.DoesNotContains("register", device.Hub.Calls);
            Assert.AreEqual("uplink waiting for UTC;", device.Log.Text);
            device.Clock.IsUtcKnown = true;
            device.Uplink(forMs: 1_000);
            Assert.AreEqual(1, device.Node.Counters.MessagesAcknowledged);
        }

        [TestMethod]
        public static void Samples_from_before_UTC_was_known_get_their_true_time()
        {
            var device = new TestNode();
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 25_000);
            device.Clock.IsUtcKnown = true;
            device.Hub.Acknowledges = false;
            device.Uplink(forMs: 1_000);
            var first = device.Hub.Last.Body;
            Assert.Contains("\"timestamp\":\"2026-11-20T08:49:00.002Z\"", first);
            device.Clock.BootedAtUnixMs += 1_234; // SNTP steps the clock between two attempts
            device.Hub.Acknowledges = true;
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(first, ((HubMessage)device.Hub.Sent[1]!).Body);
            Assert.Contains("\"timestamp\":\"2026-11-20T08:49:21.234Z\"", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void A_message_without_acknowledgement_goes_again_over_a_new_connection()
        {
            var device = Sampled(2);
            device.Hub.Acknowledges = false;
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(0, device.Node.Counters.MessagesAcknowledged);
            Assert.IsTrue(device.Node.Counters.SendFailures > 1);
            device.Hub.Acknowledges = true;
            device.Uplink(forMs: 70_000);
            Assert.AreEqual(2, device.Node.Counters.MessagesAcknowledged);
            Assert.IsTrue(device.Node.Counters.Reconnects > 0);
            for (var i = 0; i < device.Hub.Sent.Count - 1; i++)
                Assert.AreEqual("kitchen-1-1", ((HubMessage)device.Hub.Sent[i]!).MessageId);
            Assert.AreEqual("kitchen-1-2", device.Hub.Last.MessageId);
        }

        [TestMethod]
        public static void A_hub_that_refuses_is_asked_for_again_with_no_second_session()
        {
            var device = Sampled(1);
            device.Hub.Accepts = false;
            device.Uplink(forMs: 30_000);
            Assert.StartsWith(
                "network disconnect register network connect network connect network connect network disconnect register ",
                device.Hub.Calls);
            device.Hub.Accepts = true;
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(1, device.Node.Counters.MessagesAcknowledged);
            Assert.IsFalse(device.Hub.HadTwoSessions);
        }

        [TestMethod]
        public static void Refusals_are_counted_anew_after_a_connection()
        {
            var device = Sampled(1);
            device.Hub.Accepts = false;
            device.Uplink(forMs: 2_500); // two refusals
            device.Hub.Accepts = true;
            device.Uplink(forMs: 10_000);
            device.Hub.IsConnected = false;
            device.Hub.Accepts = false;
            device.Uplink(forMs: 2_500);
            device.Hub.Accepts = true;
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(1, Count(device.Hub.Calls, "register "));
            Assert.AreEqual(2 + 1 + 2 + 1, Count(device.Hub.Calls, " connect "));
        }

        [TestMethod]
        public static void After_an_acknowledgement_waits_are_short_again()
        {
            var device = Sampled(2);
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 300_000);
            device.Hub.HasNetwork = true;
            device.Uplink(forMs: 120_000);
            Assert.AreEqual(2, device.Node.Counters.MessagesAcknowledged);
            device.Hub.IsConnected = false;
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 1_000);
            device.Hub.HasNetwork = true;
            device.Uplink(forMs: 2_000);
            Assert.IsTrue(device.Hub.IsConnected);
        }

        [TestMethod]
        public static void Provisioning_that_fails_is_tried_again()
        {
            var device = Sampled(1);
            device.Hub.Assigns = false;
            device.Uplink(forMs: 5_000);
            Assert.DoesNotContains("connect network", device.Hub.Calls.Substring("network dis".Length));
            device.Hub.Assigns = true;
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(1, device.Node.Counters.MessagesAcknowledged);
        }

        [TestMethod]
        public static void A_lost_connection_is_replaced()
        {
            var device = Sampled(1);
            device.Uplink(forMs: 1_000);
            device.Hub.IsConnected = false;
            device.Uplink(forMs: 2_000);
            Assert.IsTrue(device.Hub.IsConnected);
            Assert.AreEqual(1, device.Node.Counters.Reconnects);
        }

        [TestMethod]
        public static void Messages_follow_each_other_after_a_pause()
        {
            var device = Sampled(5);
            device.Uplink(forMs: 149);
            Assert.AreEqual(3, device.Node.Counters.MessagesAcknowledged);
            device.Uplink(forMs: 1_000);
            Assert.AreEqual(5, device.Node.Counters.MessagesAcknowledged);
        }

        [TestMethod]
        public static void Each_boot_has_its_own_number()
        {
            var device = Sampled(1);
            var ports = new DevicePorts(device.Bus, device.Clock, device.Hub, device.Hub, device.Hub, device.Flash, device.Log);
            var again = new SensorNode(ports, TestSettings.Unsmoothed, seed: 2);
            Assert.AreEqual(1, device.Node.Boot);
            Assert.AreEqual(2, again.Boot);
        }

        [TestMethod]
        public static void Messages_that_a_restart_found_in_flash_go_out_under_their_own_boot()
        {
            var device = Sampled(2);
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 1_000_000); // long enough for flash
            device.Hub.HasNetwork = true;
            device.Restart();
            Assert.Contains("outbox recovered messages=2;", device.Log.Text);
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(2, device.Node.Counters.MessagesAcknowledged);
            Assert.AreEqual("kitchen-1-2", device.Hub.Last.MessageId);
            Assert.Contains("\"boot\":1,\"seq\":2}", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void A_gap_goes_out_in_place_of_what_was_dropped()
        {
            var device = new TestNode(new DeviceSettings
            {
                OutboxBytes = DeviceSettings.OutboxMinBytes,
                OutboxFlashBytes = 0,
                Telemetry = TestSettings.Flat,
            });
            device.Sample(forMs: 715_000); // 72 samples; 62 fit
            device.Uplink(forMs: 1_000);
            var gap = (HubMessage)device.Hub.Sent[0]!;
            Assert.AreEqual("kitchen-1-10-gap-1-1", gap.MessageId);
            Assert.AreEqual("gap/1", gap.Schema);
            Assert.AreEqual(
                "{\"schema\":\"gap/1\",\"deviceId\":\"kitchen\",\"fromBoot\":1,\"fromSeq\":1,\"boot\":1,\"seq\":10,\"count\":10}",
                gap.Body);
            Assert.AreEqual("kitchen-1-11", ((HubMessage)device.Hub.Sent[1]!).MessageId);
            Assert.AreEqual(1, device.Node.Counters.GapsAcknowledged);
        }

        [TestMethod]
        public static void A_setting_out_of_its_range_is_named()
        {
            Assert.AreEqual("intervalMs is 5; it must be in [200, 86400000]", new DeviceSettings { IntervalMs = 5 }.FindError()!);
            Assert.IsNull(new DeviceSettings().FindError());
            Assert.ThrowsException(typeof(System.ArgumentException), () => new TestNode(new DeviceSettings { OutboxBytes = 1 }).Sample(1));
        }

        private static int Count(string text, string part)
        {
            var count = 0;
            for (var at = text.IndexOf(part); at >= 0; at = text.IndexOf(part, at + 1)) count++;
            return count;
        }

        private static TestNode Sampled(int samples)
        {
            var device = new TestNode();
            device.Sample(forMs: (samples - 1) * 10_000 + 5_000);
            return device;
        }
    }
}
