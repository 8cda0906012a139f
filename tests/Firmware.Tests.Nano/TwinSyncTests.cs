using System.Collections;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class TwinSyncTests
    {
        private const string Secret = "pa55word";

        [TestMethod]
        public static void The_first_report_of_a_boot_tells_the_device_its_health_and_what_is_not_desired()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(1, twin.Reports.Count);
            Assert.AreEqual(
                "{\"sampling\":null,\"channels\":{\"temperature\":null,\"humidity\":null,\"pressure\":null},"
                + "\"derived\":null,\"telemetry\":null,\"power\":null,\"log\":null,\"wifi\":null,\"dps\":null,"
                + "\"unknownKeys\":\"\",\"device\":{\"firmwareVersion\":\"" + FirmwareVersion.Current
                + "\",\"sensor\":\"none\",\"bootCount\":1},"
                + "\"health\":{\"outboxCount\":0,\"outboxDropped\":0,\"outboxDamagedSlots\":0,\"outboxFailedWrites\":0,"
                + "\"samplesTaken\":0,\"samplesMissed\":0,\"samplesRejected\":0,\"readingsSkipped\":0,\"readingsOutOfRange\":0,"
                + "\"readingsStuck\":0,\"readingsSpiked\":0,\"alarmsOpened\":0,\"busErrors\":0,\"sendFailures\":0,"
                + "\"reconnects\":0,\"damagedSettings\":0,\"lastError\":\"\"}}",
                twin.Last);
        }

        [TestMethod]
        public static void A_device_that_samples_once_a_day_still_takes_its_settings_at_once()
        {
            var twin = new FakeTwin { Desired = Sampling(1, new Hashtable { ["intervalMs"] = 86_400_000 }) };
            var device = Device(twin);
            device.Run(forMs: 5_000);
            Assert.AreEqual(1, device.Node.Counters.SamplesTaken);
            twin.Send(Sampling(2, new Hashtable { ["intervalMs"] = 10_000 }));
            device.Run(forMs: 25_000);
            Assert.IsTrue(device.Node.Counters.SamplesTaken >= 3);
        }

        [TestMethod]
        public static void A_sensor_that_changes_is_reported_within_a_minute_and_one_that_stays_is_not_repeated()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            Assert.IsTrue(twin.Last.Contains("\"sensor\":\"none\""));
            device.Sample(forMs: 1_000);
            device.Uplink(forMs: 50_000);
            Assert.AreEqual(1, twin.Reports.Count);
            device.Uplink(forMs: 20_000);
            Assert.AreEqual(2, twin.Reports.Count);
            Assert.IsTrue(twin.Last.Contains("\"sensor\":\"BME280\""));
            device.Uplink(forMs: 600_000);
            Assert.AreEqual(2, twin.Reports.Count);
        }

        [TestMethod]
        public static void A_section_is_acknowledged_with_its_values_and_the_version()
        {
            var twin = new FakeTwin { Desired = Sampling(7, new Hashtable { ["intervalMs"] = 60_000.0 }) };
            Device(twin).Uplink(forMs: 2_000);
            Assert.Contains(
                "\"sampling\":{\"ac\":200,\"av\":7,\"ad\":null,\"value\":{\"intervalMs\":60000,"
                + "\"oversampling\":{\"temperature\":1,\"humidity\":1,\"pressure\":1},\"iirFilter\":0}}",
                twin.Last);
        }

        [TestMethod]
        public static void A_refusal_gives_the_reason_and_the_values_that_stay()
        {
            var twin = new FakeTwin { Desired = Sampling(3, new Hashtable { ["intervalMs"] = 5 }) };
            Device(twin).Uplink(forMs: 2_000);
            Assert.Contains(
                "\"sampling\":{\"ac\":400,\"av\":3,\"ad\":\"intervalMs must be [200, 86400000] ms\",\"value\":{\"intervalMs\":10000,",
                twin.Last);
        }

        [TestMethod]
        public static void A_patch_is_applied_and_only_its_section_reported()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            twin.Send(Sampling(2, new Hashtable { ["iirFilter"] = 4 }));
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(2, twin.Reports.Count);
            Assert.StartsWith("{\"sampling\":{\"ac\":200,\"av\":2,", twin.Last);
            Assert.DoesNotContains("health", twin.Last);
            Assert.AreEqual(1, twin.Reads);
        }

        [TestMethod]
        public static void A_lost_patch_makes_the_device_read_the_whole_twin()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            twin.Desired = Sampling(3, new Hashtable { ["intervalMs"] = 20_000 });
            twin.Send(Sampling(3, new Hashtable { ["intervalMs"] = 20_000 }));
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(2, twin.Reads);
            Assert.Contains("\"av\":3", twin.Last);
        }

        [TestMethod]
        public static void A_change_made_while_the_device_was_offline_is_applied_at_the_next_connection()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            device.Hub.IsConnected = false;
            twin.Desired = Sampling(2, new Hashtable { ["intervalMs"] = 1_000 });
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(2, twin.Reads);
            device.Sample(forMs: 5_500);
            Assert.AreEqual(6, device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void A_reconnection_without_a_change_reports_nothing()
        {
            var twin = new FakeTwin { Desired = Sampling(7, new Hashtable { ["intervalMs"] = 60_000 }) };
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            device.Hub.IsConnected = false;
            device.Uplink(forMs: 5_000);
            Assert.AreEqual(2, twin.Reads);
            Assert.AreEqual(1, twin.Reports.Count);
        }

        [TestMethod]
        public static void A_new_interval_takes_effect_without_a_reboot_and_loses_no_sample()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Sample(forMs: 25_000); // 0, 10, 20 s
            device.Uplink(forMs: 2_000);
            twin.Send(Sampling(2, new Hashtable { ["intervalMs"] = 1_000 }));
            device.Uplink(forMs: 2_000);
            device.Sample(forMs: 3_500); // at once, then after 1, 2, 3 s
            Assert.AreEqual(3 + 4, device.Node.Counters.SamplesTaken);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(7, device.Node.Counters.MessagesAcknowledged);
            Assert.AreEqual("kitchen-1-7", device.Hub.Last.MessageId);
        }

        [TestMethod]
        public static void A_change_to_curves_keeps_what_was_sampled_and_sends_the_rest_as_curves()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Sample(forMs: 25_000);
            device.Uplink(forMs: 2_000);
            twin.Send(new Hashtable { ["$version"] = 2, ["telemetry"] = Curves() });
            device.Uplink(forMs: 1_000);
            device.Sample(forMs: 120_000);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual("flat/1", ((HubMessage)device.Hub.Sent[0]!).Schema);
            Assert.AreEqual("curve/1", device.Hub.Last.Schema);
            Assert.Contains("\"ac\":200,\"av\":2,\"ad\":null,\"value\":{\"format\":\"curve\",\"intervalMs\":60000,", twin.Last);
        }

        [TestMethod]
        public static void A_device_told_to_send_curves_goes_on_with_them_after_a_reboot()
        {
            var flash = new MemoryFlash();
            var twin = new FakeTwin
            {
                Desired = new Hashtable { ["$version"] = 1, ["telemetry"] = Curves() },
            };
            new TestNode(new DeviceSettings(), twin, flash).Uplink(forMs: 2_000);
            var next = new TestNode(new DeviceSettings(), twin, flash);
            next.Sample(forMs: 120_000);
            next.Uplink(forMs: 2_000);
            Assert.AreEqual("curve/1", next.Hub.Last.Schema);
        }

        [TestMethod]
        public static void Longer_messages_than_the_device_has_room_for_are_refused()
        {
            var telemetry = new Hashtable { ["maxBytes"] = 2_048 };
            var twin = new FakeTwin { Desired = new Hashtable { ["$version"] = 1, ["telemetry"] = telemetry } };
            Device(twin).Uplink(forMs: 2_000);
            Assert.Contains("\"telemetry\":{\"ac\":400,\"av\":1,\"ad\":\"maxBytes must be at most 1024 on this device\"", twin.Last);
        }

        [TestMethod]
        public static void A_change_of_the_log_alone_does_not_disturb_the_sampling()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Sample(forMs: 5_000);
            device.Uplink(forMs: 1_000);
            twin.Send(new Hashtable { ["$version"] = 2, ["log"] = new Hashtable { ["level"] = "error" } });
            device.Uplink(forMs: 1_000);
            device.Sample(forMs: 1_000);
            Assert.AreEqual(1, device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void The_level_of_the_log_follows_the_twin()
        {
            var twin = new FakeTwin { Desired = new Hashtable { ["$version"] = 1, ["log"] = new Hashtable { ["level"] = "error" } } };
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            var before = device.Log.Text;
            device.Hub.IsConnected = false;
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(before, device.Log.Text);
        }

        [TestMethod]
        public static void What_was_set_holds_after_a_reboot_without_a_network()
        {
            var flash = new MemoryFlash();
            var twin = new FakeTwin { Desired = Sampling(2, new Hashtable { ["intervalMs"] = 1_000 }) };
            new TestNode(new DeviceSettings(), twin, flash).Uplink(forMs: 2_000);
            var next = new TestNode(new DeviceSettings(), twin, flash);
            next.Sample(forMs: 5_500);
            Assert.AreEqual(6, next.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void A_twin_that_does_not_answer_holds_up_no_telemetry()
        {
            var twin = new FakeTwin { Answers = false };
            var device = Device(twin);
            device.Sample(forMs: 55_000);
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(6, device.Node.Counters.MessagesAcknowledged);
            Assert.IsTrue(twin.Reads > 3 && twin.Reads < 12, "waits grow: " + twin.Reads.ToString());
            Assert.AreEqual(0, twin.Reports.Count);
            twin.Answers = true;
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(1, twin.Reports.Count);
        }

        [TestMethod]
        public static void A_report_without_acknowledgement_goes_again()
        {
            var twin = new FakeTwin { Acknowledges = false, Desired = Sampling(2, new Hashtable { ["iirFilter"] = 2 }) };
            var device = Device(twin);
            device.Uplink(forMs: 10_000);
            Assert.IsTrue(twin.Reports.Count > 1);
            twin.Acknowledges = true;
            device.Uplink(forMs: 60_000);
            Assert.Contains("\"av\":2", twin.Last);
            var count = twin.Reports.Count;
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(count, twin.Reports.Count);
        }

        [TestMethod]
        public static void Health_is_reported_every_hour()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Uplink(forMs: 2_000);
            device.Sample(forMs: 1_000);
            device.Uplink(forMs: 3_600_000);
            Assert.AreEqual(2, twin.Reports.Count);
            Assert.Contains("\"samplesTaken\":1", twin.Last);
            Assert.DoesNotContains("sampling\"", twin.Last);
        }

        [TestMethod]
        public static void The_last_failure_is_reported()
        {
            var twin = new FakeTwin();
            var device = Device(twin);
            device.Hub.HasNetwork = false;
            device.Uplink(forMs: 1_000);
            device.Hub.HasNetwork = true;
            device.Uplink(forMs: 10_000);
            Assert.Contains("\"lastError\":\"uplink no network retryMs=", twin.Last);
        }

        [TestMethod]
        public static void No_secret_of_the_twin_is_in_a_report_a_log_or_a_message()
        {
            var secrets = new Hashtable { ["password"] = Secret, ["key"] = Secret };
            var desired = Sampling(1, new Hashtable { ["intervalMs"] = Secret, ["password"] = Secret, ["oversampling"] = Secret });
            desired["wifi"] = secrets;
            desired["dps"] = secrets;
            desired["log"] = Secret;
            desired["channels"] = new Hashtable { ["temperature"] = Secret, ["wifi"] = secrets };
            var twin = new FakeTwin { Desired = desired };
            var flash = new MemoryFlash();
            var device = new TestNode(new DeviceSettings { LogLevel = LogLevel.Debug, Telemetry = TestSettings.Flat }, twin, flash);
            device.Sample(forMs: 5_000);
            device.Uplink(forMs: 5_000);
            desired["$version"] = 2;
            twin.Send(new Hashtable { ["$version"] = 2, ["wifi"] = secrets, ["sampling"] = new Hashtable { ["iirFilter"] = Secret } });
            device.Uplink(forMs: 5_000);
            Assert.IsTrue(twin.Reports.Count > 1);
            Assert.Contains("wifi", (string)twin.Reports[0]!);
            for (var i = 0; i < twin.Reports.Count; i++) Assert.DoesNotContains(Secret, (string)twin.Reports[i]!);
            Assert.DoesNotContains(Secret, device.Log.Text);
            Assert.DoesNotContains(Secret, device.Hub.Last.Body);
            Assert.IsNull(flash.Read(2));
        }

        [TestMethod]
        public static void A_device_without_a_twin_keeps_its_own_settings()
        {
            var device = new TestNode(new DeviceSettings { IntervalMs = 1_000, Telemetry = TestSettings.Flat });
            device.Sample(forMs: 5_500);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(6, device.Node.Counters.MessagesAcknowledged);
            Assert.IsNull(device.Flash.Read(2));
        }

        private static TestNode Device(FakeTwin twin) => new TestNode(new DeviceSettings { Telemetry = TestSettings.Flat }, twin, new MemoryFlash());

        private static Hashtable Curves() => new Hashtable { ["format"] = "curve", ["intervalMs"] = 60_000 };

        private static Hashtable Sampling(int version, Hashtable content) =>
            new Hashtable { ["$version"] = version, ["sampling"] = content };
    }
}
