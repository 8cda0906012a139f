using Firmware.Core;
using Firmware.Core.Configuration;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SettingsSlotsTests
    {
        private const int IntervalKey = 0;
        private const int FrameBytes = 4 + 1 + 5 + 4;

        [TestMethod]
        public static void New_flash_gives_the_devices_own_settings_and_says_nothing()
        {
            var log = new RecordingLog();
            var values = Read(new MemoryFlash(), log);
            Assert.AreEqual(10_000, values.Get(IntervalKey));
            Assert.IsFalse(values.IsSet(IntervalKey));
            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public static void A_write_cut_off_at_any_byte_keeps_the_old_settings_or_has_the_new_ones()
        {
            for (var cut = 0; cut <= FrameBytes; cut++)
            {
                var flash = new MemoryFlash();
                Write(flash, 20_000);
                Write(flash, 30_000);
                flash.CutAfterBytes = cut;
                Write(flash, 40_000);
                flash.CutAfterBytes = -1;
                var interval = Read(flash, new RecordingLog()).Get(IntervalKey);
                Assert.IsTrue(interval == 30_000 || interval == 40_000, interval.ToString() + " after a cut at byte " + cut.ToString());
                Write(flash, 50_000);
                Assert.AreEqual(50_000, Read(flash, new RecordingLog()).Get(IntervalKey));
            }
        }

        [TestMethod]
        public static void A_damaged_copy_falls_back_to_the_other_and_says_so()
        {
            for (var at = 0; at < FrameBytes; at++)
            {
                var flash = new MemoryFlash();
                Write(flash, 20_000); // slot 2
                Write(flash, 30_000); // slot 3
                flash.Damage(SettingsSlots.FirstSlot + 1, at);
                var log = new RecordingLog();
                Assert.AreEqual(20_000, Read(flash, log).Get(IntervalKey));
                Assert.AreEqual("settings damaged in flash using=olderCopy;", log.Text);
            }
        }

        [TestMethod]
        public static void Two_damaged_copies_fall_back_to_the_devices_own_settings_and_say_so()
        {
            var flash = new MemoryFlash();
            Write(flash, 20_000);
            Write(flash, 30_000);
            flash.Damage(SettingsSlots.FirstSlot, 5);
            flash.Damage(SettingsSlots.FirstSlot + 1, 5);
            var log = new RecordingLog();
            Assert.AreEqual(10_000, Read(flash, log).Get(IntervalKey));
            Assert.AreEqual("settings damaged in flash using=defaults;", log.Text);
        }

        [TestMethod]
        public static void Damage_at_boot_is_counted_for_the_report()
        {
            var flash = new MemoryFlash();
            Write(flash, 20_000);
            flash.Damage(SettingsSlots.FirstSlot, 0);
            var log = new RecordingLog();
            Assert.AreEqual(1, new DesiredProperties(new DeviceSettings(), new SettingsSlots(flash, log), log).DamagedCopies);
        }

        [TestMethod]
        public static void What_another_firmware_wrote_and_this_one_does_not_allow_is_passed_over()
        {
            var flash = new MemoryFlash();
            Write(flash, 5); // below the range
            Assert.AreEqual(10_000, Read(flash, new RecordingLog()).Get(IntervalKey));
        }

        [TestMethod]
        public static void Settings_that_do_not_go_together_any_more_are_dropped_with_a_word()
        {
            var flash = new MemoryFlash();
            Write(flash, 20_000);
            var log = new RecordingLog();
            var own = new DeviceSettings { UplinkBackoffFirstMs = 0 }; // an error of its own, so that no merge can be good
            var desired = new DesiredProperties(own, new SettingsSlots(flash, log), log);
            Assert.IsTrue(own == desired.Settings);
            Assert.Contains("do not fit this firmware", log.Text);
        }

        private static TwinValues Own() => new TwinValues(TwinMapping.ValuesOf(new DeviceSettings()));

        private static TwinValues Read(MemoryFlash flash, RecordingLog log)
        {
            var values = Own();
            new SettingsSlots(flash, log).Read(values);
            return values;
        }

        private static void Write(MemoryFlash flash, int intervalMs)
        {
            var slots = new SettingsSlots(flash, new RecordingLog());
            slots.Read(Own());
            var values = Own();
            values.Set(IntervalKey, intervalMs);
            slots.TryWrite(values);
        }
    }
}
