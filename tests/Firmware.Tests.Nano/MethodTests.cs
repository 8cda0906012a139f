using System.Collections;
using Firmware.Core.Methods;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class MethodTests
    {
        private const int DiagnosticsLengthMax = 4_096;

        [TestMethod]
        public static void A_method_that_does_not_exist_is_not_found_and_its_name_is_not_repeated()
        {
            var device = new AskedNode();
            var answer = device.Call("format\"C:", "{}");
            Assert.AreEqual(404, answer.Status);
            Assert.Contains("{\"status\":404,\"error\":\"no such method: there are reboot, readNow,", answer.Body);
            Assert.Contains("method answered method=unknown status=404;", device.Log.Text);
            Assert.DoesNotContains("format", device.Log.Text);
        }

        [TestMethod]
        public static void Names_are_told_apart_by_case() => Assert.AreEqual(404, new AskedNode().Call("Reboot").Status);

        [TestMethod]
        public static void A_payload_that_says_something_is_refused_with_the_reason()
        {
            var device = new AskedNode();
            var answer = device.Call("reboot", "{\"delay\":5}");
            Assert.AreEqual(400, answer.Status);
            Assert.AreEqual(
                "{\"status\":400,\"error\":\"reboot takes no payload: leave it out, or null, or {}\"}", answer.Body);
            device.Run(60_000);
            Assert.AreEqual(0, device.Reboots);
        }

        [TestMethod]
        public static void What_tools_send_for_no_payload_is_none()
        {
            Assert.IsTrue(MethodPayload.IsEmpty(""));
            Assert.IsTrue(MethodPayload.IsEmpty(" "));
            Assert.IsTrue(MethodPayload.IsEmpty("null"));
            Assert.IsTrue(MethodPayload.IsEmpty(" null\r\n"));
            Assert.IsTrue(MethodPayload.IsEmpty("{}"));
            Assert.IsTrue(MethodPayload.IsEmpty("{\n}"));
            Assert.IsTrue(MethodPayload.IsEmpty("\"\""));
        }

        [TestMethod]
        public static void Anything_else_is_a_payload()
        {
            Assert.IsFalse(MethodPayload.IsEmpty("0"));
            Assert.IsFalse(MethodPayload.IsEmpty("[]"));
            Assert.IsFalse(MethodPayload.IsEmpty("{\"a\":1}"));
            Assert.IsFalse(MethodPayload.IsEmpty("nulls"));
            Assert.IsFalse(MethodPayload.IsEmpty("{}{}"));
        }

        [TestMethod]
        public static void A_device_that_has_not_sampled_yet_says_so()
        {
            var answer = new AskedNode().Call("readNow");
            Assert.AreEqual(503, answer.Status);
            Assert.Contains("no sample since boot", answer.Body);
        }

        [TestMethod]
        public static void ReadNow_answers_the_newest_sample_with_its_age()
        {
            var device = new AskedNode();
            device.Run(4_000);
            var answer = device.Call("readNow");
            Assert.AreEqual(200, answer.Status);
            Assert.AreEqual(
                "{\"ageMs\":3998,\"timestamp\":\"2026-11-20T08:49:00.002Z\",\"temperature\":25.08,\"humidity\":56.2,\"pressure\":1006.53}",
                answer.Body);
        }

        [TestMethod]
        public static void ReadNow_brings_a_sample_to_the_hub_at_once_and_leaves_the_cadence()
        {
            var device = new AskedNode();
            device.Run(4_000);
            Assert.AreEqual(1, device.Hub.Sent.Count);
            device.Call("readNow");
            device.Run(2_000);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.Contains("\"timestamp\":\"2026-11-20T08:49:04.", device.Hub.Last.Body);
            device.Run(6_000);
            Assert.AreEqual(3, device.Hub.Sent.Count);
            Assert.Contains("\"timestamp\":\"2026-11-20T08:49:10.0", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void Many_readings_asked_for_at_once_are_one()
        {
            var device = new AskedNode();
            device.Run(4_000);
            for (var i = 0; i < 50; i++) device.Call("readNow");
            device.Run(2_000);
            Assert.AreEqual(2, device.Hub.Sent.Count);
        }

        [TestMethod]
        public static void A_reading_asked_for_of_a_lost_sensor_comes_when_it_is_back()
        {
            var device = new AskedNode();
            device.Run(4_000);
            device.Bus.Fail(0, 5);
            device.Run(6_200);
            device.Call("readNow");
            Assert.AreEqual(1, device.Hub.Sent.Count);
            device.Run(8_000);
            Assert.AreEqual(3, device.Hub.Sent.Count); // the one of 10 s, late, and the one that was asked for
        }

        [TestMethod]
        public static void A_lost_sensor_fails_the_self_test_by_name()
        {
            var device = new AskedNode();
            device.Bus.Fail(0, 1_000);
            device.Run(2_000);
            var answer = device.Call("selfTest");
            Assert.AreEqual(200, answer.Status);
            Assert.Contains("{\"passed\":false,\"sensor\":{\"chip\":\"none\",\"chipId\":0,\"status\":\"busError\",\"busErrors\":", answer.Body);
        }

        [TestMethod]
        public static void The_self_test_tells_of_sensor_flash_heap_clock_and_network()
        {
            var device = new AskedNode();
            device.Run(4_000);
            Assert.Contains("\"flash\":{\"test\":\"running\",", device.Call("selfTest").Body);
            device.Run(2_000);
            Assert.AreEqual(
                "{\"passed\":true,\"sensor\":{\"chip\":\"BME280\",\"chipId\":96,\"status\":\"ok\",\"sampleAgeMs\":5998,\"busErrors\":0},"
                + "\"flash\":{\"test\":\"passed\",\"failedWrites\":0,\"damagedSlots\":0},\"heap\":{\"freeBytes\":31000},"
                + "\"clock\":{\"utcKnown\":true,\"uptimeMs\":6000},\"network\":{\"reconnects\":0,\"sendFailures\":0}}",
                device.Call("selfTest").Body);
        }

        [TestMethod]
        public static void Flash_that_refuses_fails_the_self_test()
        {
            var flash = new MemoryFlash();
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            device.Run(4_000);
            flash.IsReadOnly = true;
            device.Call("selfTest");
            device.Run(2_000);
            Assert.Contains("\"flash\":{\"test\":\"failed\"", device.Call("selfTest").Body);
            Assert.Contains("{\"passed\":false", device.Call("selfTest").Body);
        }

        [TestMethod]
        public static void Self_tests_in_a_row_write_the_flash_once_a_minute()
        {
            var flash = new MemoryFlash();
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            device.Run(4_000);
            var before = flash.Writes;
            for (var i = 0; i < 59; i++)
            {
                device.Call("selfTest");
                device.Run(1_000);
            }

            Assert.AreEqual(1, flash.Writes - before);
        }

        [TestMethod]
        public static void ClearOutbox_says_how_many_and_a_gap_tells_of_them()
        {
            var device = new AskedNode();
            device.Hub.HasNetwork = false;
            device.Run(35_000);
            var answer = device.Call("clearOutbox");
            Assert.AreEqual(202, answer.Status);
            Assert.AreEqual("{\"messages\":4}", answer.Body);
            device.Run(500);
            device.Hub.HasNetwork = true;
            device.Run(60_000);
            Assert.AreEqual(4, device.Node.Outbox.Dropped);
            Assert.AreEqual("gap/1", ((HubMessage)device.Hub.Sent[0]!).Schema);
            Assert.Contains("outbox cleared messages=4;", device.Log.Text);
        }

        [TestMethod]
        public static void Diagnostics_tell_versions_counters_and_settings()
        {
            var device = new AskedNode();
            device.Run(4_000);
            var answer = device.Call("getDiagnostics");
            Assert.AreEqual(200, answer.Status);
            Assert.Contains("\"model\":\"test-model\"", answer.Body);
            Assert.Contains("\"bootCount\":1,\"rebootReason\":\"powerOn\",\"uptimeMs\":4000,\"freeHeapBytes\":31000", answer.Body);
            Assert.Contains("\"counters\":{\"samplesTaken\":1,", answer.Body);
            Assert.Contains("\"outbox\":{\"count\":0,", answer.Body);
            Assert.Contains("\"settings\":{\"sampling\":{\"intervalMs\":10000,", answer.Body);
            Assert.Contains("\"channels\":{\"temperature\":{\"enabled\":true,", answer.Body);
        }

        [TestMethod]
        public static void Diagnostics_stay_short_however_long_the_last_error()
        {
            var device = new AskedNode();
            device.Hub.HasNetwork = false;
            device.Run(40_000);
            var length = device.Call("getDiagnostics").Body.Length;
            // Every value of the three channels may be 8 digits longer than its default, and every counter 9.
            Assert.IsTrue(length + 48 * 8 + 21 * 9 + 160 < DiagnosticsLengthMax, length.ToString());
        }

        [TestMethod]
        public static void Diagnostics_follow_the_twin()
        {
            var device = new AskedNode();
            device.Twin.Desired = new Hashtable { ["$version"] = 2, ["sampling"] = new Hashtable { ["intervalMs"] = 60_000 } };
            device.Run(2_000);
            Assert.Contains("\"settings\":{\"sampling\":{\"intervalMs\":60000,", device.Call("getDiagnostics").Body);
        }
    }
}
