using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    /// <summary>SNTP sets the clock while the device runs: now and then by some ms, at the worst by anything, either way.</summary>
    [TestClass]
    public static class ClockStepTests
    {
        private const int HourMs = 3_600_000;

        [TestMethod]
        public static void A_step_back_begins_a_new_curve_and_both_have_their_start_and_interval()
        {
            var device = Curves();
            device.Sample(forMs: 25_000); // at 0, 10, 20 s
            device.Clock.BootedAtUnixMs -= HourMs;
            device.Sample(forMs: 20_000); // at 30, 40 s
            device.Node.Flush();
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.Contains("\"seq\":1,\"start\":1795164540002,\"interval\":10000,\"samples\":3,", Body(device, 0));
            Assert.Contains("\"seq\":2,\"start\":1795160970000,\"interval\":10000,\"samples\":2,", Body(device, 1));
        }

        [TestMethod]
        public static void A_step_forth_leaves_no_curve_that_reaches_over_it()
        {
            var device = Curves();
            device.Sample(forMs: 25_000);
            device.Clock.BootedAtUnixMs += HourMs;
            device.Sample(forMs: 20_000);
            device.Node.Flush();
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.Contains("\"start\":1795164540002,\"interval\":10000,\"samples\":3,", Body(device, 0));
            Assert.Contains("\"start\":1795168170000,\"interval\":10000,\"samples\":2,", Body(device, 1));
        }

        [TestMethod]
        public static void A_correction_by_less_than_half_an_interval_stays_within_the_curve()
        {
            var device = Curves();
            device.Sample(forMs: 25_000);
            device.Clock.BootedAtUnixMs += 1_500;
            device.Sample(forMs: 20_000);
            device.Clock.BootedAtUnixMs -= 3_000;
            device.Sample(forMs: 20_000);
            device.Node.Flush();
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(1, device.Hub.Sent.Count);
            Assert.Contains("\"start\":1795164540002,\"interval\":10000,\"samples\":7,", Body(device, 0));
        }

        [TestMethod]
        public static void The_cadence_goes_by_uptime_and_the_order_of_messages_stays()
        {
            var device = new TestNode();
            device.Sample(forMs: 15_000);
            device.Clock.BootedAtUnixMs -= HourMs;
            device.Sample(forMs: 20_000);
            device.Uplink(forMs: 2_000);
            Assert.AreEqual(4, device.Hub.Sent.Count);
            for (var i = 0; i < 4; i++) Assert.Contains("\"seq\":" + (i + 1).ToString() + "}", Body(device, i));
            Assert.Contains("T08:49:10.000Z", Body(device, 1));
            Assert.Contains("T07:49:20.000Z", Body(device, 2));
        }

        [TestMethod]
        public static void A_sample_stamped_by_uptime_is_placed_by_the_newest_time_that_is_known()
        {
            var device = new TestNode();
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 15_000);
            device.Clock.IsUtcKnown = true;
            device.Clock.BootedAtUnixMs -= 5_000; // SNTP answered wrongly first, and again before anything was sent
            device.Clock.BootedAtUnixMs += 7_000;
            device.Uplink(forMs: 2_000);
            Assert.Contains("T08:49:02.002Z", Body(device, 0));
            Assert.Contains("T08:49:12.000Z", Body(device, 1));
        }

        [TestMethod]
        public static void What_was_sent_with_one_time_is_repeated_with_the_same_after_a_step()
        {
            var device = new TestNode();
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 5_000);
            device.Clock.IsUtcKnown = true;
            device.Hub.Acknowledges = false;
            device.Uplink(forMs: 500);
            device.Clock.BootedAtUnixMs += HourMs;
            device.Hub.Acknowledges = true;
            device.Uplink(forMs: 5_000);
            Assert.AreEqual(2, device.Hub.Sent.Count);
            Assert.AreEqual(Body(device, 0), Body(device, 1));
        }

        private static TestNode Curves() =>
            new TestNode(new DeviceSettings { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve } });

        private static string Body(TestNode device, int number) => ((HubMessage)device.Hub.Sent[number]!).Body;
    }
}
