using System.Collections;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class StuckNetworkTests
    {
        private const int Minutes = 60_000;
        private const int EveryMs = 20 * Minutes;

        [TestMethod]
        public static void After_many_failures_to_join_the_device_starts_anew_and_the_next_boot_says_why()
        {
            var flash = new MemoryFlash();
            var device = Offline(new AskedNode(Settings(), flash));
            device.Run(2 * Minutes);
            Assert.AreEqual(1, device.Reboots);
            Assert.IsTrue(Count(device.Hub.Calls) == 4, device.Hub.Calls);
            device = null!; // a small heap has no room for two
            var next = new AskedNode(Settings(), flash);
            next.Run(5_000);
            Assert.Contains("\"rebootReason\":\"network: no network for long\"", next.Twin.Last);
        }

        [TestMethod]
        public static void Samples_are_taken_until_then_and_saved_for_the_next_boot()
        {
            var flash = new MemoryFlash();
            var device = Offline(new AskedNode(Settings(), flash));
            device.Run(2 * Minutes);
            var samples = device.Node.Counters.SamplesTaken;
            Assert.IsTrue(samples > 0);
            device = null!;
            Assert.AreEqual(samples, new AskedNode(Settings(), flash).Node.Outbox.Recovered);
        }

        [TestMethod]
        public static void A_site_without_a_network_restarts_no_more_often_than_it_is_told()
        {
            var flash = new MemoryFlash();
            Offline(new AskedNode(Settings(), flash)).Run(2 * Minutes);
            var device = Offline(new AskedNode(Settings(), flash));
            device.Run(EveryMs - Minutes);
            Assert.AreEqual(0, device.Reboots);
            device.Run(3 * Minutes);
            Assert.AreEqual(1, device.Reboots);
        }

        [TestMethod]
        public static void One_join_in_between_begins_the_count_anew()
        {
            var device = Offline(new AskedNode(Settings(), new MemoryFlash()));
            while (Count(device.Hub.Calls) < 3) device.Run(1_000);
            device.Hub.HasNetwork = true;
            device.Run(2 * Minutes);
            Assert.IsTrue(device.Hub.IsConnected);
            Assert.AreEqual(0, device.Reboots);
        }

        [TestMethod]
        public static void A_hub_that_is_away_is_no_reason()
        {
            var device = new AskedNode(Settings(), new MemoryFlash());
            device.Hub.Accepts = false;
            device.Run(10 * Minutes);
            Assert.AreEqual(0, device.Reboots);
        }

        [TestMethod]
        public static void Zero_switches_it_off()
        {
            var device = Offline(new AskedNode(Settings(failures: 0), new MemoryFlash()));
            device.Run(10 * Minutes);
            Assert.AreEqual(0, device.Reboots);
        }

        [TestMethod]
        public static void A_device_that_sleeps_does_not_restart_for_it()
        {
            var device = new SleepingDevice(SleepingDevice.Settings(batch: 1));
            device.Hub.HasNetwork = false;
            for (var i = 0; i < 30; i++)
            {
                device.BeAwake();
                Assert.AreEqual(0, device.Power.Reboots);
                device.Wake();
            }
        }

        [TestMethod]
        public static void While_another_network_is_tried_it_does_not_restart()
        {
            var device = new AskedNode(Settings(level: LogLevel.Information), new MemoryFlash());
            device.Twin.Desired = new Hashtable
            {
                ["$version"] = 2,
                ["wifi"] = new Hashtable { ["ssid"] = "other", ["password"] = "0ther-passw0rd" },
            };
            for (var i = 0; i < 50 && !device.Log.Text.Contains("trial begins"); i++)
                device.Clock.UptimeMs += device.Node.StepUplink(device.Clock.UptimeMs);
            Assert.Contains("trial begins", device.Log.Text);
            device.Hub.HasNetwork = false;
            device.Run(9 * Minutes);
            Assert.AreEqual(0, device.Reboots);
            Assert.IsTrue(Count(device.Hub.Calls) > 8);
            device.Run(10 * Minutes);
            Assert.AreEqual(1, device.Reboots);
        }

        private static DeviceSettings Settings(int failures = 4, LogLevel level = LogLevel.Error) => new DeviceSettings
        {
            IntervalMs = 60_000,
            OutboxBytes = 2_048,
            OutboxFlashBytes = DeviceSettings.OutboxFlashMinBytes,
            Telemetry = TestSettings.Flat,
            LogLevel = level,
            NetworkRestartFailures = failures,
            NetworkRestartEveryMs = EveryMs,
        };

        private static AskedNode Offline(AskedNode device)
        {
            device.Hub.HasNetwork = false;
            return device;
        }

        private static int Count(string calls)
        {
            var count = 0;
            for (var at = calls.IndexOf("network"); at >= 0; at = calls.IndexOf("network", at + 1)) count++;
            return count;
        }
    }
}
