using Firmware.Core.Persistence;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class RestartNoteTests
    {
        [TestMethod]
        public static void The_next_boot_reads_why_the_one_before_ended()
        {
            var flash = new MemoryFlash();
            Assert.IsTrue(new RestartNote(flash, 3).TryWrite(RestartReason.Supervisor, "uplink loop has not come back"));
            var note = new RestartNote(flash, 4);
            Assert.AreEqual((int)RestartReason.Supervisor, (int)note.Reason);
            Assert.AreEqual("uplink loop has not come back", note.Detail);
        }

        [TestMethod]
        public static void A_new_device_has_none()
        {
            var note = new RestartNote(new MemoryFlash(), 1);
            Assert.AreEqual((int)RestartReason.None, (int)note.Reason);
            Assert.AreEqual("", note.Detail);
        }

        [TestMethod]
        public static void It_holds_for_the_very_next_boot_only()
        {
            var flash = new MemoryFlash();
            new RestartNote(flash, 3).TryWrite(RestartReason.Requested, "");
            Assert.AreEqual((int)RestartReason.None, (int)new RestartNote(flash, 5).Reason);
            Assert.AreEqual((int)RestartReason.None, (int)new RestartNote(flash, 3).Reason);
        }

        [TestMethod]
        public static void A_newer_note_replaces_an_older_one()
        {
            var flash = new MemoryFlash();
            new RestartNote(flash, 3).TryWrite(RestartReason.Requested, "first");
            var second = new RestartNote(flash, 4);
            second.TryWrite(RestartReason.Settings, "second");
            second.TryWrite(RestartReason.DeepSleep, "third");
            var note = new RestartNote(flash, 5);
            Assert.AreEqual((int)RestartReason.DeepSleep, (int)note.Reason);
            Assert.AreEqual("third", note.Detail);
        }

        [TestMethod]
        public static void It_is_the_newest_whatever_else_was_written_to_its_slots_since_the_boot()
        {
            var flash = new MemoryFlash();
            var note = new RestartNote(flash, 3);
            var other = new RedundantSlots(flash, RestartNote.FirstSlot);
            other.Read();
            for (var i = 0; i < 3; i++) other.TryWrite(new byte[1]);
            note.TryWrite(RestartReason.Requested, "");
            Assert.AreEqual((int)RestartReason.Requested, (int)new RestartNote(flash, 4).Reason);
        }

        [TestMethod]
        public static void A_power_cut_at_any_byte_of_it_leaves_none_or_the_whole()
        {
            for (var cut = 0; cut < 30; cut++)
            {
                var flash = new MemoryFlash();
                new RestartNote(flash, 3).TryWrite(RestartReason.Requested, "");
                flash.CutAfterBytes = cut < 8 + 7 + 6 ? cut : -1;
                var isWritten = new RestartNote(flash, 4).TryWrite(RestartReason.Settings, "detail");
                var reason = new RestartNote(flash, 5).Reason;
                Assert.AreEqual((int)(isWritten ? RestartReason.Settings : RestartReason.None), (int)reason);
            }
        }

        [TestMethod]
        public static void A_long_or_strange_detail_is_cut_and_made_ASCII()
        {
            var flash = new MemoryFlash();
            var longText = "";
            for (var i = 0; i < 20; i++) longText += "0123456789";
            new RestartNote(flash, 3).TryWrite(RestartReason.Supervisor, "21 °C\n" + longText);
            var note = new RestartNote(flash, 4);
            Assert.AreEqual(RestartNote.DetailMax, note.Detail.Length);
            Assert.AreEqual("21 ?C?0123", note.Detail.Substring(0, 10));
        }

        [TestMethod]
        public static void Flash_that_refuses_says_so()
        {
            var flash = new MemoryFlash { IsReadOnly = true };
            Assert.IsFalse(new RestartNote(flash, 3).TryWrite(RestartReason.Requested, ""));
        }
    }
}
