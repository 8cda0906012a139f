using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class CloudMessageTests
    {
        [TestMethod]
        public static void A_message_that_names_a_method_calls_it_and_the_result_is_reported()
        {
            var device = Connected();
            device.Send("m-1", "readNow", "");
            device.Run(2_000);
            Assert.Contains("\"command\":{\"id\":\"m-1\",\"method\":\"readNow\",\"status\":200}", device.Twin.Last);
            Assert.AreEqual(2, device.Hub.Sent.Count);
        }

        [TestMethod]
        public static void Results_are_reported_one_after_the_other_and_each_once()
        {
            var device = Connected();
            var before = device.Twin.Reports.Count;
            device.Send("m-1", "readNow", "");
            device.Send("m-2", "nonsense", "");
            device.Send("m-3", "readNow", "[1]");
            device.Run(10_000);
            Assert.AreEqual(before + 3, device.Twin.Reports.Count);
            Assert.Contains("\"id\":\"m-1\"", (string)device.Twin.Reports[before]!);
            Assert.Contains("{\"id\":\"m-2\",\"method\":\"unknown\",\"status\":404}", (string)device.Twin.Reports[before + 1]!);
            Assert.Contains("{\"id\":\"m-3\",\"method\":\"readNow\",\"status\":400}", device.Twin.Last);
        }

        [TestMethod]
        public static void A_result_without_acknowledgement_is_reported_again()
        {
            var device = Connected();
            device.Twin.Acknowledges = false;
            device.Send("m-1", "readNow", "");
            device.Run(5_000);
            device.Twin.Acknowledges = true;
            var before = device.Twin.Reports.Count;
            device.Run(60_000);
            Assert.Contains("\"id\":\"m-1\"", (string)device.Twin.Reports[before]!);
            for (var i = before + 1; i < device.Twin.Reports.Count; i++)
                Assert.DoesNotContains("command", (string)device.Twin.Reports[i]!);
        }

        [TestMethod]
        public static void A_reboot_by_message_is_reported_before_it_happens()
        {
            var device = Connected();
            device.Send("m-9", "reboot", "");
            device.Run(5_000);
            Assert.AreEqual(1, device.Reboots);
            Assert.Contains("\"command\":{\"id\":\"m-9\",\"method\":\"reboot\",\"status\":202}", device.Twin.Last);
        }

        [TestMethod]
        public static void A_reboot_by_message_happens_even_if_it_cannot_be_reported()
        {
            var device = Connected();
            device.Twin.Acknowledges = false;
            device.Send("m-9", "reboot", "");
            device.Run(20_000);
            Assert.AreEqual(1, device.Reboots);
        }

        [TestMethod]
        public static void A_reboot_whose_message_comes_once_more_afterwards_is_not_done_again()
        {
            var device = new AskedNode();
            device.Run(2_000);
            device.Send("m-9", "reboot", "");
            device.Run(5_000);
            device.Restart();
            device.Run(2_000);
            Assert.Contains("\"rebootReason\":\"requested: message m-9\"", device.Twin.Last);
            device.Send("m-9", "reboot", "");
            device.Run(10_000);
            Assert.AreEqual(0, device.Reboots);
            Assert.Contains("\"command\":{\"id\":\"m-9\",\"method\":\"reboot\",\"status\":200}", device.Twin.Last);
            device.Send("m-10", "reboot", "");
            device.Run(10_000);
            Assert.AreEqual(1, device.Reboots);
        }

        [TestMethod]
        public static void Any_other_message_is_counted_and_its_content_not_logged()
        {
            var device = Connected();
            var reports = device.Twin.Reports.Count;
            device.Send("m-1", null, "hush");
            device.Run(2_000);
            Assert.AreEqual(1, device.Node.Counters.CloudMessages);
            Assert.Contains("method message without method length=4;", device.Log.Text);
            Assert.DoesNotContains("hush", device.Log.Text);
            Assert.AreEqual(reports, device.Twin.Reports.Count);
        }

        [TestMethod]
        public static void More_results_than_can_wait_push_out_the_oldest()
        {
            var device = Connected();
            var before = device.Twin.Reports.Count;
            for (var i = 0; i < 10; i++) device.Send("m-" + i.ToString(), "readNow", "");
            device.Run(20_000);
            Assert.AreEqual(before + 8, device.Twin.Reports.Count);
            Assert.Contains("\"id\":\"m-2\"", (string)device.Twin.Reports[before]!);
            Assert.Contains("\"id\":\"m-9\"", device.Twin.Last);
        }

        private static AskedNode Connected()
        {
            var device = new AskedNode();
            device.Run(2_000);
            return device;
        }
    }
}
