using Firmware.Core.StoreAndForward;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class OutboxAlertTests
    {
        private const int PayloadBytes = 300;
        private const int RecordBytes = Outbox.HeaderBytes + PayloadBytes;
        private const int RecordsPerSlot = Outbox.SlotRecordsBytes / RecordBytes; // 12
        private const int RamRecords = 10;

        [TestMethod]
        public static void Alerts_overtake_what_waits_and_keep_their_order()
        {
            var device = new Device();
            device.Append("--!-!-");
            device.AssertGoes(3, 5, 1, 2, 4, 6);
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void An_alert_stays_until_it_is_acknowledged()
        {
            var device = new Device();
            device.Append("-!");
            Assert.AreEqual(2, device.Peek().Sequence);
            Assert.AreEqual(2, device.Peek().Sequence);
            Assert.AreEqual(2, device.Outbox.Count);
            device.AssertGoes(2, 1);
        }

        [TestMethod]
        public static void An_alert_in_flash_overtakes_the_slots_before_it()
        {
            var device = new Device();
            device.Append(RecordsPerSlot + 2);
            device.Append("!-");
            device.Save();
            device.Append("-!");
            Assert.AreEqual(RecordsPerSlot + 6, device.Outbox.Count);
            device.AssertGoes(RecordsPerSlot + 3, RecordsPerSlot + 6);
            for (var i = 1; i <= RecordsPerSlot + 2; i++) device.AssertGoes(i);
            device.AssertGoes(RecordsPerSlot + 4, RecordsPerSlot + 5);
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void Alerts_in_full_slots_overtake_and_count_once()
        {
            var device = new Device();
            device.Append("-!-");
            device.Append(RecordsPerSlot);
            device.Save();
            device.AssertGoes(2);
            Assert.AreEqual(RecordsPerSlot + 2, device.Outbox.Count);
            device.AssertGoes(1, 3, 4);
            Assert.AreEqual(RecordsPerSlot - 1, device.Outbox.Count);
        }

        [TestMethod]
        public static void After_a_restart_alerts_go_first_again_with_the_same_identity()
        {
            var device = new Device();
            device.Append(RecordsPerSlot);
            device.Append("!--");
            device.Save();
            device.Restart();
            device.Append("!");
            var alert = device.Acknowledge();
            Assert.AreEqual(1, alert.Boot);
            Assert.AreEqual(RecordsPerSlot + 1, alert.Sequence);
            Assert.AreEqual(2, device.Acknowledge().Boot);
            device.AssertGoes(1, 2);
        }

        [TestMethod]
        public static void What_the_stage_knows_to_have_overtaken_does_not_come_again()
        {
            var device = new Device();
            device.Append("-!-");
            device.Save();
            device.AssertGoes(2);
            device.Append("-");
            device.Save();
            device.Restart();
            Assert.AreEqual(3, device.Outbox.Recovered);
            device.AssertGoes(1, 3, 4);
        }

        [TestMethod]
        public static void A_gap_does_not_count_an_alert_that_has_overtaken_it()
        {
            var device = new Device();
            device.Append("-!-");
            device.Save();
            device.AssertGoes(2);
            Assert.IsTrue(device.Outbox.Clear());
            var gap = device.Acknowledge();
            Assert.IsTrue(gap.Kind == RecordKind.Gap);
            Assert.AreEqual(1, gap.Gap.FromSequence);
            Assert.AreEqual(3, gap.Sequence);
            Assert.AreEqual(2, gap.Gap.Count);
            Assert.AreEqual(2, device.Outbox.Dropped);
        }

        [TestMethod]
        public static void An_alert_overtakes_the_gap()
        {
            var device = new Device();
            device.Append("---");
            Assert.IsTrue(device.Outbox.Clear());
            device.Append("!");
            device.AssertGoes(4);
            Assert.IsTrue(device.Acknowledge().Kind == RecordKind.Gap);
        }

        [TestMethod]
        public static void An_alert_dropped_in_flight_and_acknowledged_after_all_is_not_lost()
        {
            var outbox = new Outbox(3 * RecordBytes, PayloadBytes, 1);
            var record = new OutboxRecord(PayloadBytes);
            Append(outbox, false);
            Append(outbox, true);
            Append(outbox, false);
            Assert.IsTrue(outbox.TryPeek(record));
            Append(outbox, false);
            Append(outbox, false);
            Assert.AreEqual(2, outbox.Dropped);
            outbox.Acknowledge(record);
            Assert.AreEqual(1, outbox.Dropped);
            Assert.IsTrue(outbox.TryPeek(record));
            Assert.AreEqual(1, record.Gap.Count);
        }

        [TestMethod]
        public static void An_alert_of_an_earlier_boot_without_UTC_is_told_as_missing()
        {
            var device = new Device();
            device.Clock.IsUtcKnown = false;
            device.Append("-!");
            device.Save();
            device.Restart();
            var gap = device.Acknowledge();
            Assert.IsTrue(gap.Kind == RecordKind.Gap);
            Assert.AreEqual(2, gap.Gap.Count);
            Assert.AreEqual(0, device.Outbox.Count);
        }

        [TestMethod]
        public static void An_alert_keeps_the_stamp_that_it_got_between_others()
        {
            var device = new Device();
            device.Clock.IsUtcKnown = false;
            device.Append("-!");
            device.Outbox.Restamp(device.Peek(), 1_795_165_200_123);
            Assert.AreEqual(1_795_165_200_123L, device.Peek().StampMs);
            device.AssertGoes(2);
            Assert.IsTrue(device.Peek().StampKind == StampKind.Uptime);
        }

        private static void Append(Outbox outbox, bool isAlert) =>
            outbox.Append(StampKind.Utc, 1, new byte[PayloadBytes], PayloadBytes, isAlert);

        /// <summary>An outbox with its flash, which can be restarted.</summary>
        private sealed class Device
        {
            private readonly OutboxRecord _record = new OutboxRecord(PayloadBytes);
            private readonly byte[] _payload = new byte[PayloadBytes];
            private int _boot;

            public Device() => Restart();

            public MemoryFlash Flash { get; } = new MemoryFlash();

            public ManualClock Clock { get; } = new ManualClock();

            public Outbox Outbox { get; private set; } = null!;

            public void Restart()
            {
                _boot++;
                Outbox = null!; // two at once do not fit a small board's heap
                Outbox = new Outbox(RamRecords * RecordBytes, PayloadBytes, _boot, Flash, Outbox.SlotsMin + 1, 900_000);
            }

            /// <summary>Appends an alert for each exclamation mark and a message for all else.</summary>
            public void Append(string messages)
            {
                foreach (var message in messages.ToCharArray())
                {
                    var kind = Clock.IsUtcKnown ? StampKind.Utc : StampKind.Uptime;
                    Outbox.Append(kind, Clock.UptimeMs, _payload, PayloadBytes, isAlert: message == '!');
                    Outbox.SaveIfDue(Clock);
                }
            }

            public void Append(int messages)
            {
                for (var i = 0; i < messages; i++) Append("-");
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

            public void AssertGoes(params int[] sequences)
            {
                foreach (var sequence in sequences) Assert.AreEqual(sequence, Acknowledge().Sequence);
            }
        }
    }
}
