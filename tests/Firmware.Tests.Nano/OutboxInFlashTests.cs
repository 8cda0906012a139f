using System;
using Firmware.Core.StoreAndForward;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class OutboxInFlashTests
    {
        private const int PayloadBytes = 300;
        private const int RecordBytes = Outbox.HeaderBytes + PayloadBytes;
        private const int RecordsPerSlot = Outbox.SlotRecordsBytes / RecordBytes; // 12
        private const int RamRecords = 10;
        private const int SaveAfterMs = 900_000;

        [TestMethod]
        public static void A_device_that_is_online_never_writes()
        {
            var device = new Device();
            for (var i = 1; i <= 500; i++)
            {
                device.Append(1);
                device.Clock.UptimeMs += 10_000;
                Assert.AreEqual(i, device.Acknowledge().Sequence);
            }

            Assert.AreEqual(0, device.Flash.Writes);
        }

        [TestMethod]
        public static void A_half_full_RAM_goes_to_flash_a_slot_at_a_time()
        {
            var device = new Device();
            device.Append(RamRecords / 2 + RecordsPerSlot);
            Assert.AreEqual(0, device.Flash.Writes);
            device.Append(1);
            Assert.AreEqual(1, device.Flash.Writes);
            Assert.AreEqual(RamRecords / 2 + RecordsPerSlot + 1, device.Outbox.Count);
            Assert.AreEqual(RamRecords / 2 + 1, device.Outbox.UnsavedCount);
            Assert.AreEqual(0, device.Outbox.Dropped);
        }

        [TestMethod]
        public static void What_waits_long_without_acknowledgement_is_saved_again_and_again()
        {
            var device = new Device();
            device.Append(2);
            device.Clock.UptimeMs += SaveAfterMs - 1;
            Assert.IsFalse(device.Outbox.SaveIfDue(device.Clock));
            device.Clock.UptimeMs += 1;
            Assert.IsTrue(device.Outbox.SaveIfDue(device.Clock));
            Assert.AreEqual(0, device.Outbox.UnsavedCount);
            Assert.AreEqual(1, device.Flash.Writes);
            device.Append(1);
            Assert.AreEqual(1, device.Outbox.UnsavedCount);
            device.Clock.UptimeMs += SaveAfterMs;
            Assert.IsTrue(device.Outbox.SaveIfDue(device.Clock));
            Assert.AreEqual(0, device.Outbox.UnsavedCount);
            Assert.AreEqual(3, device.Flash.Writes); // the new copy, and the old one erased
            device.Clock.UptimeMs += SaveAfterMs;
            Assert.IsTrue(device.Outbox.SaveIfDue(device.Clock));
            Assert.AreEqual(3, device.Flash.Writes);
        }

        [TestMethod]
        public static void After_a_restart_messages_keep_their_identity_and_go_before_new_ones()
        {
            var device = new Device();
            device.Append(RecordsPerSlot + 3);
            device.Save();
            device.Restart();
            Assert.AreEqual(RecordsPerSlot + 3, device.Outbox.Recovered);
            device.Append(1);
            for (var i = 1; i <= RecordsPerSlot + 3; i++) AssertIs(1, i, device.Acknowledge());
            AssertIs(2, 1, device.Acknowledge());
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void What_was_acknowledged_does_not_come_back_once_its_slot_is_done()
        {
            var device = new Device();
            device.Append(RecordsPerSlot + 3);
            device.Save();
            device.Restart();
            for (var i = 1; i <= RecordsPerSlot + 1; i++) device.Acknowledge();
            device.Restart();
            Assert.AreEqual(3, device.Outbox.Recovered); // the second slot was not done
            for (var i = 1; i <= 3; i++) AssertIs(1, RecordsPerSlot + i, device.Acknowledge());
            device.Restart();
            Assert.AreEqual(0, device.Outbox.Recovered);
        }

        [TestMethod]
        public static void Boots_share_a_slot()
        {
            var device = new Device();
            for (var boot = 1; boot <= 8; boot++)
            {
                device.Append(1);
                device.Save();
                device.Restart();
            }

            for (var boot = 1; boot <= 8; boot++) AssertIs(boot, 1, device.Acknowledge());
        }

        [TestMethod]
        public static void Full_flash_gives_up_its_oldest_slot_and_says_so_also_after_a_restart()
        {
            var device = new Device();
            device.Append(3 * RecordsPerSlot);
            device.Save();
            Assert.AreEqual(RecordsPerSlot, device.Outbox.Dropped); // of three slots one is always free
            device.Restart();
            var gap = device.Acknowledge();
            Assert.IsTrue(gap.Kind == RecordKind.Gap);
            Assert.AreEqual(1, gap.Gap.FromBoot);
            Assert.AreEqual(1, gap.Gap.FromSequence);
            Assert.AreEqual(1, gap.Boot);
            Assert.AreEqual(RecordsPerSlot, gap.Sequence);
            Assert.AreEqual(RecordsPerSlot, gap.Gap.Count);
            for (var i = RecordsPerSlot + 1; i <= 3 * RecordsPerSlot; i++) AssertIs(1, i, device.Acknowledge());
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void Where_flash_refuses_RAM_drops_the_oldest_that_it_has_between_what_is_kept()
        {
            var device = new Device();
            device.Append(2);
            device.Save();
            device.Flash.IsReadOnly = true;
            device.Append(40);
            Assert.IsTrue(device.Outbox.FailedWrites > 0);
            Assert.IsTrue(device.Outbox.Dropped > 0);
            device.Flash.IsReadOnly = false;
            device.Save();
            var next = 1;
            while (device.Outbox.Count > 0)
            {
                var record = device.Acknowledge();
                if (record.Kind == RecordKind.Gap)
                {
                    Assert.AreEqual(next, record.Gap.FromSequence);
                    Assert.AreEqual(device.Outbox.Dropped, record.Gap.Count);
                    next += record.Gap.Count - 1;
                }

                Assert.AreEqual(next, record.Sequence);
                next++;
            }

            Assert.AreEqual(43, next);
        }

        [TestMethod]
        public static void Cleared_flash_keeps_nothing_but_the_gap_until_that_has_arrived()
        {
            var device = new Device();
            device.Append(2 * RecordsPerSlot);
            device.Save();
            device.Acknowledge();
            device.Append(2);
            Assert.IsTrue(device.Outbox.Clear());
            Assert.AreEqual(2 * RecordsPerSlot + 1, device.Outbox.Dropped);
            Assert.AreEqual(2, device.Outbox.Count); // the gap of what flash held, and that of what only RAM held
            device.Restart();
            device.Append(1);
            var gap = device.Acknowledge();
            Assert.IsTrue(gap.Kind == RecordKind.Gap);
            Assert.AreEqual(2, gap.Gap.FromSequence);
            Assert.AreEqual(2 * RecordsPerSlot, gap.Sequence);
            Assert.AreEqual(2 * RecordsPerSlot - 1, gap.Gap.Count);
            AssertIs(2, 1, device.Acknowledge());
            device.Restart();
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void Where_flash_refuses_nothing_is_cleared()
        {
            var device = new Device();
            device.Append(3);
            device.Save();
            device.Append(1);
            device.Flash.IsReadOnly = true;
            Assert.IsFalse(device.Outbox.Clear());
            Assert.AreEqual(0, device.Outbox.Dropped);
            for (var i = 1; i <= 4; i++) AssertIs(1, i, device.Acknowledge());
        }

        [TestMethod]
        public static void A_damaged_slot_is_skipped_and_counted_once()
        {
            var device = new Device();
            device.Append(2 * RecordsPerSlot);
            device.Save();
            device.Flash.Damage(Outbox.FirstSlot, 1_000);
            device.Restart();
            Assert.AreEqual(1, device.Outbox.DamagedSlots);
            Assert.AreEqual(RecordsPerSlot, device.Outbox.Recovered);
            AssertIs(1, RecordsPerSlot + 1, device.Acknowledge());
            device.Restart();
            Assert.AreEqual(0, device.Outbox.DamagedSlots);
        }

        [TestMethod]
        public static void An_uptime_stamp_that_outlives_its_boot_becomes_a_gap()
        {
            var device = new Device();
            device.Clock.IsUtcKnown = false;
            device.Append(3);
            device.Save();
            device.Restart();
            device.Append(1);
            var gap = device.Acknowledge();
            Assert.IsTrue(gap.Kind == RecordKind.Gap);
            Assert.AreEqual(3, gap.Gap.Count);
            Assert.AreEqual(3, gap.Sequence);
            Assert.AreEqual(3, device.Outbox.Dropped);
            Assert.AreEqual(2, device.Acknowledge().Boot);
            Assert.AreEqual(0, device.Outbox.Count);
            device.Restart();
            Assert.AreEqual(0, device.Outbox.Recovered);
        }

        [TestMethod]
        public static void An_uptime_stamp_is_saved_as_UTC_once_that_is_known()
        {
            var device = new Device();
            device.Clock.IsUtcKnown = false;
            device.Clock.UptimeMs = 5_000;
            device.Append(1);
            device.Clock.UptimeMs = 60_000;
            device.Clock.IsUtcKnown = true;
            device.Save();
            device.Restart();
            var record = device.Acknowledge();
            Assert.IsTrue(record.StampKind == StampKind.Utc);
            Assert.AreEqual(device.Clock.BootedAtUnixMs + 5_000, record.StampMs);
        }

        [TestMethod]
        public static void An_uptime_stamp_in_flash_gets_its_UTC_stamp_when_it_is_sent()
        {
            var device = new Device();
            device.Clock.IsUtcKnown = false;
            device.Append(RecordsPerSlot + 1);
            device.Save();
            device.Outbox.Restamp(device.Peek(), 1_795_165_200_123);
            Assert.AreEqual(1_795_165_200_123L, device.Peek().StampMs);
            Assert.IsTrue(device.Acknowledge().StampKind == StampKind.Utc);
            Assert.IsTrue(device.Peek().StampKind == StampKind.Uptime);
        }

        [TestMethod]
        public static void An_outbox_that_cannot_work_is_refused()
        {
            Assert.ThrowsException(typeof(ArgumentException), () => NewOutbox(new MemoryFlash(), 1, Outbox.SlotsMin - 1, PayloadBytes));
            Assert.ThrowsException(
                typeof(ArgumentException), () => NewOutbox(new MemoryFlash(), 1, Outbox.SlotsMin, Outbox.SlotRecordsBytes));
        }

        private static Outbox NewOutbox(MemoryFlash flash, int boot, int slots, int payloadMaxBytes) =>
            new Outbox(2 * RecordBytes + payloadMaxBytes, payloadMaxBytes, boot, flash, slots, SaveAfterMs);

        private static void AssertIs(int boot, int sequence, OutboxRecord record)
        {
            Assert.IsTrue(record.Kind == RecordKind.Message);
            Assert.AreEqual(boot, record.Boot);
            Assert.AreEqual(sequence, record.Sequence);
            Assert.AreEqual((byte)(boot + sequence), record.Payload[0]);
            Assert.AreEqual((byte)(boot * sequence), record.Payload[PayloadBytes - 1]);
        }

        /// <summary>An outbox with its flash, which is saved as the uplink loop does, and can be restarted.</summary>
        private sealed class Device
        {
            private readonly OutboxRecord _record = new OutboxRecord(PayloadBytes);
            private readonly byte[] _payload = new byte[PayloadBytes];
            private int _boot;
            private int _sequence;

            public Device() => Restart();

            public MemoryFlash Flash { get; } = new MemoryFlash();

            public ManualClock Clock { get; } = new ManualClock();

            public Outbox Outbox { get; private set; } = null!;

            public void Restart()
            {
                _boot++;
                _sequence = 0;
                Outbox = null!; // two at once do not fit a small board's heap
                Outbox = new Outbox(RamRecords * RecordBytes, PayloadBytes, _boot, Flash, Outbox.SlotsMin, SaveAfterMs);
            }

            public void Append(int messages)
            {
                for (var i = 0; i < messages; i++)
                {
                    var kind = Clock.IsUtcKnown ? StampKind.Utc : StampKind.Uptime;
                    _sequence++;
                    _payload[0] = (byte)(_boot + _sequence);
                    _payload[PayloadBytes - 1] = (byte)(_boot * _sequence);
                    Assert.AreEqual(_sequence, Outbox.Append(kind, Clock.UptimeMs, _payload, PayloadBytes));
                    Outbox.SaveIfDue(Clock);
                }
            }

            public void Save() => Assert.IsTrue(Outbox.Save(Clock));

            public OutboxRecord Peek()
            {
                Assert.IsTrue(Outbox.TryPeek(_record));
                return _record;
            }

            public OutboxRecord Acknowledge()
            {
                Outbox.Acknowledge(Peek());
                return _record;
            }
        }
    }
}
