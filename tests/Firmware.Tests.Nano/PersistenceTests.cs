using System.Text;
using Firmware.Core.Persistence;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class PersistenceTests
    {
        private const int FrameBytes = 16; // write number, boot, how many boots, CRC

        [TestMethod]
        public static void Crc32_gives_the_known_answer() =>
            Assert.AreEqual(0xCBF4_3926u, Crc32.Of(Encoding.UTF8.GetBytes("123456789"), 9));

        [TestMethod]
        public static void Integers_survive_their_encoding()
        {
            Integers_survive_their_encoding(0L);
            Integers_survive_their_encoding(-1L);
            Integers_survive_their_encoding(long.MinValue);
            Integers_survive_their_encoding(0x0123456789ABCDEFL);
        }

        private static void Integers_survive_their_encoding(long value)
        {
            var bytes = new byte[12];
            LittleEndian.WriteInt64(bytes, 1, value);
            Assert.AreEqual(value, LittleEndian.ReadInt64(bytes, 1));
            var low = unchecked((int)value);
            LittleEndian.WriteInt32(bytes, 3, low);
            Assert.AreEqual(low, LittleEndian.ReadInt32(bytes, 3));
        }

        [TestMethod]
        public static void Boots_are_counted_from_where_chance_says()
        {
            var flash = new MemoryFlash();
            for (var i = 1; i <= 5; i++) Assert.AreEqual(i, Boot(flash));
            AssertBegins(0x1234_5678, 0x1234_5678);
            AssertBegins(0x1FFF_FFFF, -1);
            AssertBegins(1, 0);
        }

        private static void AssertBegins(int first, int seed)
        {
            var flash = new MemoryFlash();
            for (var i = 0; i < 3; i++)
            {
                var boots = new BootCounter(flash, new RecordingLog());
                Assert.AreEqual(first + i, boots.Advance(seed));
                Assert.AreEqual(i + 1, boots.Count);
            }
        }

        [TestMethod]
        public static void A_write_cut_at_any_byte_never_gives_a_number_twice()
        {
            for (var cut = 0; cut <= FrameBytes; cut++)
            {
                var flash = new MemoryFlash();
                for (var i = 1; i <= 4; i++) Boot(flash);
                PowerFailsDuringBoot(flash, cut);
                var next = Boot(flash);
                Assert.IsTrue(next == 5 || next == 6, "boot " + next.ToString() + " after a cut at byte " + cut.ToString());
                Assert.AreEqual(next + 1, Boot(flash));
                Assert.AreEqual(next + 2, Boot(flash));
            }
        }

        [TestMethod]
        public static void A_damaged_copy_falls_back_to_the_older_one_and_the_number_that_it_held_is_left_out()
        {
            for (var at = 0; at < FrameBytes; at++)
            {
                var flash = new MemoryFlash();
                for (var i = 1; i <= 3; i++) Boot(flash);
                flash.Damage(BootCounter.FirstSlot, at); // boots 1 and 3 are there
                Assert.AreEqual(4, Boot(flash));
                Assert.AreEqual(5, Boot(flash));
            }
        }

        [TestMethod]
        public static void A_flash_that_cannot_be_written_gives_a_number_by_chance_and_says_so()
        {
            var flash = new MemoryFlash { IsReadOnly = true };
            var log = new RecordingLog();
            var first = new BootCounter(flash, log).Advance(12_345);
            var second = new BootCounter(flash, log).Advance(-12_345);
            Assert.IsTrue(first >= BootCounter.DrawnFrom && second >= BootCounter.DrawnFrom);
            Assert.AreNotEqual(first, second);
            Assert.Contains("flash cannot be written", log.Text);
        }

        [TestMethod]
        public static void Slots_of_other_length_are_ignored()
        {
            var flash = new MemoryFlash();
            flash.TryWrite(0, new byte[3]);
            flash.TryWrite(1, new byte[0]);
            Assert.AreEqual(1, Boot(flash));
        }

        private static int Boot(MemoryFlash flash) => new BootCounter(flash, new RecordingLog()).Advance(1);

        private static void PowerFailsDuringBoot(MemoryFlash flash, int cut)
        {
            var slots = new RedundantSlots(flash, BootCounter.FirstSlot);
            var value = slots.Read()!;
            LittleEndian.WriteInt32(value, 0, LittleEndian.ReadInt32(value, 0) + 1);
            flash.CutAfterBytes = cut;
            slots.TryWrite(value);
            flash.CutAfterBytes = -1;
        }
    }
}
