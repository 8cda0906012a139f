using System.Collections;
using Firmware.Core;
using Firmware.Core.Configuration;
using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class DesiredPropertiesTests
    {
        [TestMethod]
        public static void A_section_is_put_into_effect()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "sampling", new Hashtable
            {
                ["intervalMs"] = 60_000.0,
                ["oversampling"] = new Hashtable { ["temperature"] = 16, ["humidity"] = 0 },
                ["iirFilter"] = 4L,
            }));
            Assert.AreEqual(60_000, desired.Settings.IntervalMs);
            Assert.IsTrue(desired.Settings.TemperatureOversampling == Oversampling.X16);
            Assert.IsTrue(desired.Settings.HumidityOversampling == Oversampling.Skipped);
            Assert.IsTrue(desired.Settings.PressureOversampling == Oversampling.X1);
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.X4);
        }

        [TestMethod]
        public static void Decimals_of_the_twin_become_scaled_integers()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "channels", new Hashtable
            {
                ["temperature"] = new Hashtable { ["emaAlpha"] = 0.25 },
                ["pressure"] = new Hashtable { ["emaAlpha"] = 1 },
            }));
            Assert.AreEqual(250, desired.Settings.Temperature.EmaAlphaPerMille);
            Assert.AreEqual(500, desired.Settings.Humidity.EmaAlphaPerMille);
            Assert.AreEqual(1_000, desired.Settings.Pressure.EmaAlphaPerMille);
        }

        [TestMethod]
        public static void An_alarm_is_set_and_taken_away()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "channels", Temperature("alarmHigh", 30.5)));
            Assert.AreEqual(3_050, desired.Settings.Temperature.AlarmHigh);
            desired.TakePatch(Document(2, "channels", Temperature("alarmLow", 31)));
            Assert.AreEqual(ChannelSettings.AlarmOff, desired.Settings.Temperature.AlarmLow, "above the high one");
            desired.TakeWhole(Document(3, "channels", Temperature("alarmHigh", null)));
            Assert.AreEqual(ChannelSettings.AlarmOff, desired.Settings.Temperature.AlarmHigh);
        }

        [TestMethod]
        public static void One_bad_value_refuses_its_section_and_no_other()
        {
            var desired = Fresh();
            var before = desired.Settings;
            var document = Document(1, "sampling", new Hashtable { ["intervalMs"] = 199, ["iirFilter"] = 2 });
            document["log"] = new Hashtable { ["level"] = "debug" };
            desired.TakeWhole(document);
            Assert.AreEqual(before.IntervalMs, desired.Settings.IntervalMs);
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.Off);
            Assert.IsTrue(desired.Settings.LogLevel == LogLevel.Debug);
        }

        [TestMethod]
        public static void A_patch_changes_only_what_it_names()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(4, "sampling", new Hashtable { ["intervalMs"] = 60_000, ["iirFilter"] = 16 }));
            desired.TakePatch(Document(5, "sampling", new Hashtable { ["intervalMs"] = 30_000 }));
            Assert.AreEqual(30_000, desired.Settings.IntervalMs);
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.X16);
            Assert.IsFalse(desired.IsWholeNeeded);
        }

        [TestMethod]
        public static void Null_in_a_patch_goes_back_to_the_devices_own_value()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "sampling", new Hashtable
            {
                ["intervalMs"] = 60_000, ["iirFilter"] = 16, ["oversampling"] = new Hashtable { ["pressure"] = 8 },
            }));
            desired.TakePatch(Document(2, "sampling", new Hashtable { ["intervalMs"] = null, ["oversampling"] = null }));
            Assert.AreEqual(10_000, desired.Settings.IntervalMs);
            Assert.IsTrue(desired.Settings.PressureOversampling == Oversampling.X1);
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.X16);
            desired.TakePatch(Document(3, "sampling", null));
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.Off);
        }

        [TestMethod]
        public static void A_section_that_the_whole_twin_lacks_goes_back_to_the_devices_own_values()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "sampling", new Hashtable { ["intervalMs"] = 60_000 }));
            desired.TakeWhole(new Hashtable { ["$version"] = 2 });
            Assert.AreEqual(10_000, desired.Settings.IntervalMs);
        }

        [TestMethod]
        public static void A_patch_that_is_known_already_is_passed_over()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(5, "sampling", new Hashtable { ["intervalMs"] = 60_000 }));
            desired.TakePatch(Document(5, "sampling", new Hashtable { ["intervalMs"] = 1_000 }));
            desired.TakePatch(Document(4, "sampling", new Hashtable { ["intervalMs"] = 2_000 }));
            Assert.AreEqual(60_000, desired.Settings.IntervalMs);
            Assert.IsFalse(desired.IsWholeNeeded);
        }

        [TestMethod]
        public static void A_missing_patch_asks_for_the_whole_twin()
        {
            var desired = Fresh();
            desired.TakeWhole(new Hashtable { ["$version"] = 5L });
            desired.TakePatch(Document(7, "sampling", new Hashtable { ["intervalMs"] = 1_000 }));
            Assert.IsTrue(desired.IsWholeNeeded);
            Assert.AreEqual(10_000, desired.Settings.IntervalMs);
            desired.TakePatch(Document(6, "sampling", new Hashtable { ["intervalMs"] = 2_000 }));
            Assert.AreEqual(10_000, desired.Settings.IntervalMs);
        }

        [TestMethod]
        public static void A_patch_without_a_version_asks_for_the_whole_twin()
        {
            var desired = Fresh();
            desired.TakeWhole(new Hashtable { ["$version"] = 5 });
            desired.TakePatch(new Hashtable { ["sampling"] = new Hashtable { ["intervalMs"] = 1_000 } });
            Assert.IsTrue(desired.IsWholeNeeded);
        }

        [TestMethod]
        public static void Before_the_whole_twin_is_read_no_patch_is_taken()
        {
            var desired = Fresh();
            Assert.IsTrue(desired.IsWholeNeeded);
            desired.TakePatch(Document(1, "sampling", new Hashtable { ["intervalMs"] = 1_000 }));
            Assert.AreEqual(10_000, desired.Settings.IntervalMs);
        }

        [TestMethod]
        public static void A_patch_to_a_refused_section_asks_for_the_whole_twin()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "sampling", new Hashtable { ["intervalMs"] = 5 }));
            desired.TakePatch(Document(2, "log", new Hashtable { ["level"] = "error" }));
            Assert.IsFalse(desired.IsWholeNeeded);
            desired.TakePatch(Document(3, "sampling", new Hashtable { ["iirFilter"] = 2 }));
            Assert.IsTrue(desired.IsWholeNeeded);
            Assert.IsTrue(desired.Settings.IirFilter == IirFilter.Off);
        }

        [TestMethod]
        public static void Unknown_keys_are_listed_by_name_and_the_rest_is_applied()
        {
            var desired = Fresh();
            var document = Document(1, "sampling", new Hashtable { ["intervalMs"] = 60_000, ["intervall"] = 5 });
            document["wifi"] = new Hashtable { ["password"] = "pa55word" };
            desired.TakeWhole(document);
            Assert.AreEqual(60_000, desired.Settings.IntervalMs);
            Assert.Contains("sampling.intervall", desired.Unknown);
            Assert.Contains("wifi", desired.Unknown);
            Assert.DoesNotContains("pa55word", desired.Unknown);
            desired.TakePatch(Document(2, "wifi", null));
            Assert.AreEqual("sampling.intervall", desired.Unknown);
            desired.TakePatch(Document(3, "sampling", new Hashtable { ["intervall"] = null }));
            Assert.AreEqual("", desired.Unknown);
        }

        [TestMethod]
        public static void Unknown_keys_within_channels_and_objects_are_listed()
        {
            var desired = Fresh();
            desired.TakeWhole(Document(1, "channels", new Hashtable { ["co2"] = new Hashtable { ["enabled"] = true } }));
            Assert.AreEqual("channels.co2", desired.Unknown);
            var oversampling = new Hashtable { ["co2"] = 4 };
            desired.TakeWhole(Document(2, "sampling", new Hashtable { ["oversampling"] = oversampling }));
            Assert.AreEqual("sampling.oversampling.co2", desired.Unknown);
        }

        [TestMethod]
        public static void The_list_of_unknown_keys_is_bounded()
        {
            var desired = Fresh();
            var document = new Hashtable { ["$version"] = 1 };
            for (var i = 0; i < 40; i++) document["key" + i.ToString() + new string('x', 100)] = 1;
            desired.TakeWhole(document);
            Assert.IsTrue(desired.Unknown.Length < 1_100, desired.Unknown.Length.ToString());
            Assert.AreEqual("...", desired.Unknown.Substring(desired.Unknown.Length - 3));
        }

        [TestMethod]
        public static void What_is_no_object_is_refused()
        {
            AssertRefused("sampling", 5);
            AssertRefused("sampling", new Hashtable { ["oversampling"] = 5 });
            AssertRefused("sampling", new Hashtable { ["intervalMs"] = new Hashtable() });
            AssertRefused("sampling", new Hashtable { ["intervalMs"] = "fast" });
            AssertRefused("sampling", new Hashtable { ["intervalMs"] = true });
            AssertRefused("channels", 5);
            AssertRefused("channels", new Hashtable { ["temperature"] = "on" });
            AssertRefused("log", new Hashtable { ["level"] = 2 });
            AssertRefused("log", new Hashtable { ["level"] = "loud" });
        }

        [TestMethod]
        public static void Settings_survive_a_reboot()
        {
            var flash = new MemoryFlash();
            var desired = From(flash);
            desired.TakeWhole(Document(1, "sampling", new Hashtable { ["intervalMs"] = 60_000 }));
            desired.TakePatch(Document(2, "log", new Hashtable { ["level"] = "error" }));
            var next = From(flash);
            Assert.AreEqual(60_000, next.Settings.IntervalMs);
            Assert.IsTrue(next.Settings.LogLevel == LogLevel.Error);
            Assert.AreEqual(0, next.DamagedCopies);
        }

        [TestMethod]
        public static void Flash_is_written_only_when_a_setting_changes()
        {
            var flash = new MemoryFlash();
            var desired = From(flash);
            desired.TakeWhole(Document(1, "sampling", new Hashtable { ["intervalMs"] = 60_000 }));
            desired.TakeWhole(Document(2, "sampling", new Hashtable { ["intervalMs"] = 60_000.0 }));
            desired.TakePatch(Document(3, "sampling", new Hashtable { ["intervalMs"] = 5 }));
            desired.TakeWhole(Document(3, "sampling", new Hashtable { ["intervalMs"] = 5 }));
            Assert.AreEqual(1, flash.Writes);
            Assert.AreEqual(60_000, desired.Settings.IntervalMs);
        }

        [TestMethod]
        public static void Flash_that_cannot_be_written_still_lets_a_setting_take_effect_and_says_so()
        {
            var log = new RecordingLog();
            var flash = new MemoryFlash { IsReadOnly = true };
            var desired = new DesiredProperties(new DeviceSettings(), new SettingsSlots(flash, log), log);
            desired.TakeWhole(Document(1, "sampling", new Hashtable { ["intervalMs"] = 60_000 }));
            Assert.AreEqual(60_000, desired.Settings.IntervalMs);
            Assert.Contains("flash cannot be written", log.Text);
        }

        private static Hashtable Temperature(string name, object? value) =>
            new Hashtable { ["temperature"] = new Hashtable { [name] = value } };

        private static DesiredProperties Fresh() => From(new MemoryFlash());

        private static DesiredProperties From(MemoryFlash flash)
        {
            var log = new RecordingLog();
            return new DesiredProperties(new DeviceSettings(), new SettingsSlots(flash, log), log);
        }

        private static Hashtable Document(int version, string section, object? content) =>
            new Hashtable { ["$version"] = version, [section] = content };

        private static void AssertRefused(string section, object content)
        {
            var desired = Fresh();
            var before = desired.Settings;
            desired.TakeWhole(Document(1, section, content));
            Assert.IsTrue(before == desired.Settings, section + " is accepted");
            Assert.AreEqual("", desired.Unknown);
        }
    }
}
