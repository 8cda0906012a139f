using Firmware.Core;
using Firmware.Core.Persistence;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class RestartTests
    {
        [TestMethod]
        public static void A_reboot_waits_until_its_answer_has_left()
        {
            var device = new AskedNode();
            device.Run(4_000);
            var answer = device.Call("reboot");
            Assert.AreEqual(202, answer.Status);
            Assert.AreEqual("{\"inMs\":2000}", answer.Body);
            device.Run(1_500);
            Assert.AreEqual(0, device.Reboots);
            device.Run(1_500);
            Assert.AreEqual(1, device.Reboots);
            Assert.IsFalse(device.Hub.IsConnected);
        }

        [TestMethod]
        public static void After_it_a_host_that_goes_on_calling_gets_nothing_done()
        {
            var device = new AskedNode();
            device.Run(4_000);
            device.Call("reboot");
            device.Run(5_000);
            var calls = device.Hub.Calls;
            device.Call("reboot");
            device.Run(600_000);
            Assert.AreEqual(1, device.Reboots);
            Assert.AreEqual(calls, device.Hub.Calls);
            Assert.AreEqual(1, device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void The_next_boot_reports_that_it_was_asked_for()
        {
            var device = new AskedNode();
            device.Run(2_000);
            Assert.Contains("\"rebootReason\":\"powerOn\"", device.Twin.Last);
            device.Call("reboot");
            device.Run(5_000);
            device.Restart();
            device.Run(2_000);
            Assert.Contains("\"rebootReason\":\"requested\"", device.Twin.Last);
            device.Restart();
            device.Run(2_000);
            Assert.Contains("\"rebootReason\":\"powerOn\"", device.Twin.Last);
        }

        [TestMethod]
        public static void What_waits_is_saved_and_a_curve_in_progress_with_it()
        {
            var curves = new DeviceSettings { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve } };
            var device = new AskedNode(curves, new MemoryFlash());
            device.Run(2_000);
            device.Hub.Acknowledges = false;
            device.Run(33_000);
            device.Call("reboot");
            device.Run(10_000);
            Assert.AreEqual(1, device.Reboots);
            device.Restart();
            Assert.AreEqual(1, device.Node.Outbox.Recovered);
            device.Run(2_000);
            Assert.Contains("\"samples\":4", device.Hub.Last.Body);
            Assert.AreEqual("kitchen-1-1", device.Hub.Last.MessageId);
        }

        [TestMethod]
        public static void A_sampling_loop_that_stands_still_is_left_behind()
        {
            var device = new AskedNode();
            device.Run(2_000);
            device.Node.AskRestart(RestartReason.Supervisor, "sampling loop has not come back");
            for (var i = 0; i < 60; i++)
            {
                device.Node.StepUplink(device.Clock.UptimeMs);
                device.Clock.UptimeMs += 100;
            }

            Assert.AreEqual(1, device.Reboots);
        }

        [TestMethod]
        public static void An_uplink_loop_that_stands_still_is_left_behind_and_the_outbox_saved_all_the_same()
        {
            var device = new AskedNode();
            device.Hub.HasNetwork = false;
            device.Run(2_000);
            Assert.AreEqual(1, device.Node.Outbox.Count);
            device.Node.AskRestart(RestartReason.Supervisor, "uplink loop has not come back for 600000 ms");
            device.Node.StepSampling(device.Clock.UptimeMs);
            device.Node.ForceRestart();
            Assert.AreEqual(1, device.Reboots);
            device.Restart();
            Assert.AreEqual(1, device.Node.Outbox.Recovered);
            device.Run(2_000);
            Assert.Contains("\"rebootReason\":\"supervisor: uplink loop has not come back for 600000 ms\"", device.Twin.Last);
        }

        [TestMethod]
        public static void Forced_again_it_restarts_without_saving()
        {
            var flash = new MemoryFlash();
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            device.Node.AskRestart(RestartReason.Supervisor, "");
            device.Node.ForceRestart();
            var writes = flash.Writes;
            device.Node.ForceRestart();
            Assert.AreEqual(2, device.Reboots);
            Assert.AreEqual(writes, flash.Writes);
        }

        [TestMethod]
        public static void The_first_reason_counts()
        {
            var flash = new MemoryFlash();
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            device.Run(2_000);
            device.Call("reboot");
            Assert.IsTrue(device.Node.AskRestart(RestartReason.Supervisor, "later"));
            device.Run(5_000);
            Assert.AreEqual((int)RestartReason.Requested, (int)new RestartNote(flash, 2).Reason);
        }

        [TestMethod]
        public static void A_host_that_cannot_restart_says_so()
        {
            var device = new AskedNode(TestSettings.Unsmoothed, new MemoryFlash(), null);
            Assert.AreEqual(501, device.Call("reboot").Status);
            Assert.IsFalse(device.Node.AskRestart(RestartReason.Supervisor, ""));
            device.Run(60_000);
            Assert.AreEqual(6, device.Node.Counters.MessagesAcknowledged);
        }

        [TestMethod]
        public static void Flash_that_refuses_does_not_hold_up_a_reboot()
        {
            var flash = new MemoryFlash();
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            device.Run(2_000);
            flash.IsReadOnly = true;
            device.Call("reboot");
            device.Run(5_000);
            Assert.AreEqual(1, device.Reboots);
            Assert.Contains("restart the reason cannot be kept;", device.Log.Text);
        }
    }
}
