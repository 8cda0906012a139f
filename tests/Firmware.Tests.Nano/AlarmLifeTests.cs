using System.Collections;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    /// <summary>An alarm is one alarm from its opening to its end, whatever happens to the device in between.</summary>
    [TestClass]
    public static class AlarmLifeTests
    {
        private const int HotAdc = 600_000; // 50.11 degrees, by the vectors of Bme280CompensationTests
        private const string OpenedAt = "\"openedAt\":\"2026-11-20T08:49:00.002Z\"";

        [TestMethod]
        public static void Other_sampling_settings_do_not_open_it_again()
        {
            var device = Opened(new MemoryFlash());
            device.Twin.Send(Patch("sampling", "intervalMs", 5_000));
            device.Run(15_000);
            Assert.AreEqual("opened;", Alarms(device));
            Cool(device);
            Assert.AreEqual("opened;resolved;", Alarms(device));
            Assert.Contains(OpenedAt, Newest(device));
        }

        [TestMethod]
        public static void A_higher_threshold_ends_it_as_the_same_alarm()
        {
            var device = Opened(new MemoryFlash());
            device.Twin.Send(Patch("channels", "temperature", new Hashtable { ["alarmHigh"] = 60 }));
            device.Run(15_000);
            Assert.AreEqual("opened;resolved;", Alarms(device));
            Assert.Contains(OpenedAt + ",\"reading\":50.11,\"threshold\":60,", Newest(device));
        }

        [TestMethod]
        public static void A_threshold_that_is_taken_away_ends_it()
        {
            var device = Opened(new MemoryFlash());
            device.Twin.Desired = new Hashtable { ["$version"] = 2 };
            device.Twin.Send(Patch("channels", "temperature", new Hashtable { ["enabled"] = false }));
            device.Run(15_000);
            Assert.AreEqual("opened;resolved;", Alarms(device));
            Assert.Contains(OpenedAt + ",\"reading\":50.11,\"threshold\":30,", Newest(device));
        }

        [TestMethod]
        public static void A_reboot_that_is_meant_does_not_open_it_again()
        {
            var next = new AskedNode(Watched, Rebooted());
            next.Clock.BootedAtUnixMs += 60_000;
            next.Bus.AdcTemperature = HotAdc;
            next.Run(15_000);
            Assert.AreEqual("", Alarms(next));
            Cool(next);
            Assert.AreEqual("resolved;", Alarms(next));
            Assert.Contains(OpenedAt, Newest(next));
        }

        [TestMethod]
        public static void After_a_reboot_it_ends_only_once_UTC_is_known()
        {
            var next = new AskedNode(Watched, Rebooted());
            next.Clock.BootedAtUnixMs += 60_000;
            next.Clock.IsUtcKnown = false;
            next.Run(15_000);
            next.Clock.IsUtcKnown = true;
            next.Run(20_000);
            Assert.AreEqual("resolved;", Alarms(next));
            Assert.Contains(OpenedAt, Newest(next));
        }

        [TestMethod]
        public static void A_power_cut_forgets_it()
        {
            var flash = new MemoryFlash();
            Opened(flash);
            var next = new AskedNode(Watched, flash);
            next.Bus.AdcTemperature = HotAdc;
            next.Run(15_000);
            Assert.AreEqual("opened;", Alarms(next));
        }

        [TestMethod]
        public static void From_before_UTC_was_known_it_names_one_moment_though_the_clocks_drift()
        {
            var device = new AskedNode(Watched, new MemoryFlash());
            device.Bus.AdcTemperature = HotAdc;
            device.Clock.IsUtcKnown = false;
            device.Run(15_000);
            device.Clock.IsUtcKnown = true;
            device.Run(4_000);
            device.Clock.BootedAtUnixMs += 7;
            Cool(device);
            Assert.AreEqual("opened;resolved;", Alarms(device));
            Assert.Contains(OpenedAt, ((HubMessage)Sent(device)[0]!).Body);
            Assert.Contains(OpenedAt, Newest(device));
        }

        [TestMethod]
        public static void It_names_one_moment_also_where_its_opening_is_sent_after_its_end()
        {
            var device = new AskedNode(Watched, new MemoryFlash());
            device.Bus.AdcTemperature = HotAdc;
            device.Clock.IsUtcKnown = false;
            device.Hub.HasNetwork = false;
            device.Run(15_000);
            device.Clock.IsUtcKnown = true;
            Cool(device);
            device.Clock.BootedAtUnixMs -= 11;
            device.Hub.HasNetwork = true;
            device.Run(120_000);
            Assert.AreEqual("opened;resolved;", Alarms(device));
            Assert.Contains(OpenedAt, ((HubMessage)Sent(device)[0]!).Body);
            Assert.Contains(OpenedAt, Newest(device));
        }

        private static DeviceSettings Watched
        {
            get
            {
                var settings = TestSettings.Unsmoothed;
                return new DeviceSettings
                {
                    OutboxBytes = settings.OutboxBytes,
                    Telemetry = settings.Telemetry,
                    Temperature = new ChannelSettings(ChannelLimits.Temperature)
                    {
                        EmaAlphaPerMille = ChannelSettings.EmaAlphaOff,
                        AlarmHigh = 3_000,
                    },
                };
            }
        }

        private static AskedNode Opened(MemoryFlash flash)
        {
            var device = new AskedNode(Watched, flash);
            device.Bus.AdcTemperature = HotAdc;
            device.Run(15_000);
            Assert.AreEqual("opened;", Alarms(device));
            Assert.Contains(OpenedAt, Newest(device));
            return device;
        }

        // Returns the flash only: two devices at once are too much for a small board's heap.
        private static MemoryFlash Rebooted()
        {
            var flash = new MemoryFlash();
            var device = Opened(flash);
            device.Call("reboot");
            device.Run(5_000);
            Assert.AreEqual(1, device.Reboots);
            return flash;
        }

        private static void Cool(AskedNode device)
        {
            device.Bus.AdcTemperature = 519_888;
            device.Run(20_000);
        }

        private static Hashtable Patch(string section, string name, object value) => new Hashtable
        {
            ["$version"] = 2,
            [section] = new Hashtable { [name] = value },
        };

        private static ArrayList Sent(AskedNode device)
        {
            var alarms = new ArrayList();
            foreach (HubMessage message in device.Hub.Sent)
                if (message.Schema == "alarm/1") alarms.Add(message);
            return alarms;
        }

        private static string Newest(AskedNode device)
        {
            var alarms = Sent(device);
            return ((HubMessage)alarms[alarms.Count - 1]!).Body;
        }

        private static string Alarms(AskedNode device)
        {
            var text = "";
            foreach (HubMessage message in Sent(device))
                text += message.Body.IndexOf("\"state\":\"opened\"") > 0 ? "opened;" : "resolved;";
            return text;
        }
    }
}
