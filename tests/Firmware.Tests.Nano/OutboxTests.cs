using System;
using Firmware.Core.StoreAndForward;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class OutboxTests
    {
        private const int PayloadMax = 8;
        private const int Boot = 7;
        private const int RecordBytes = Outbox.HeaderBytes + PayloadMax;

        [TestMethod]
        public static void Sequences_start_at_one_and_have_no_gap()
        {
            var outbox = new Outbox(10 * RecordBytes, PayloadMax, Boot);
            for (var i = 1; i <= 5; i++) Assert.AreEqual(i, Append(outbox, i));
        }

        [TestMethod]
        public static void The_oldest_stays_until_it_is_acknowledged()
        {
            var outbox = Filled(3, 10);
            Assert.AreEqual(1, Peek(outbox).Sequence);
            Assert.AreEqual(1, Peek(outbox).Sequence);
            outbox.Acknowledge(Peek(outbox));
            Assert.AreEqual(2, Peek(outbox).Sequence);
            Assert.AreEqual(2, outbox.Count);
        }

        [TestMethod]
        public static void A_full_outbox_drops_the_oldest_and_counts_it()
        {
            var outbox = Filled(13, 10);
            Assert.AreEqual(10 + 1, outbox.Count);
            Assert.AreEqual(3, outbox.Dropped);
            AssertIsGap(1, 3, Peek(outbox));
            outbox.Acknowledge(Peek(outbox));
            AssertIs(4, Peek(outbox));
        }

        [TestMethod]
        public static void A_gap_that_grows_while_it_is_sent_is_sent_again_with_what_is_new()
        {
            var outbox = Filled(13, 10);
            var gap = Peek(outbox);
            Append(outbox, 14);
            AssertIsGap(1, 4, Peek(outbox));
            outbox.Acknowledge(gap);
            AssertIsGap(4, 4, Peek(outbox));
            outbox.Acknowledge(Peek(outbox));
            AssertIs(5, Peek(outbox));
        }

        [TestMethod]
        public static void A_message_dropped_in_flight_and_acknowledged_after_all_is_not_lost()
        {
            var outbox = Filled(10, 10);
            var inFlight = Peek(outbox);
            Assert.AreEqual(1, inFlight.Sequence);
            Append(outbox, 11);
            Assert.AreEqual(1, outbox.Dropped);
            outbox.Acknowledge(inFlight);
            outbox.Acknowledge(inFlight);
            Assert.AreEqual(0, outbox.Dropped);
            Assert.AreEqual(2, Peek(outbox).Sequence);
        }

        [TestMethod]
        public static void A_message_dropped_in_flight_leaves_its_stamp_to_nobody()
        {
            var outbox = Filled(10, 10);
            var record = Peek(outbox);
            Append(outbox, 11);
            outbox.Restamp(record, 1_795_165_200_123);
            outbox.Acknowledge(Gap(outbox));
            AssertIs(2, Peek(outbox));
        }

        [TestMethod]
        public static void A_message_that_is_gone_is_not_acknowledged_twice()
        {
            var outbox = Filled(2, 10);
            var record = Peek(outbox);
            outbox.Acknowledge(record);
            outbox.Acknowledge(record);
            Assert.AreEqual(1, outbox.Count);
            Assert.AreEqual(0, outbox.Dropped);
        }

        [TestMethod]
        public static void A_new_stamp_is_there_at_the_next_attempt()
        {
            var outbox = Filled(2, 10);
            outbox.Restamp(Peek(outbox), 1_795_165_200_123);
            var record = Peek(outbox);
            Assert.AreEqual(1_795_165_200_123L, record.StampMs);
            Assert.IsTrue(record.StampKind == StampKind.Utc);
            Assert.AreEqual((byte)1, record.Payload[0]);
            outbox.Acknowledge(record);
            Assert.IsTrue(Peek(outbox).StampKind == StampKind.Uptime);
        }

        [TestMethod]
        public static void Cleared_it_drops_all_that_waits_and_says_so()
        {
            var outbox = Filled(13, 10);
            Assert.IsTrue(outbox.Clear());
            Assert.AreEqual(13, outbox.Dropped);
            Assert.AreEqual(14, Append(outbox, 14));
            AssertIsGap(1, 13, Peek(outbox));
            outbox.Acknowledge(Peek(outbox));
            AssertIs(14, Peek(outbox));
            Assert.AreEqual(1, outbox.Count);
        }

        [TestMethod]
        public static void Cleared_an_empty_outbox_stays_empty()
        {
            var outbox = Filled(0, 10);
            Assert.IsTrue(outbox.Clear());
            Assert.AreEqual(0, outbox.Count);
            Assert.AreEqual(0, outbox.Dropped);
        }

        // Every capacity makes the ring wrap at another byte of a record.
        [TestMethod]
        public static void Records_survive_wrapping_around_at_any_byte()
        {
            for (var extra = 0; extra < RecordBytes; extra++)
            {
                var outbox = new Outbox(3 * RecordBytes + extra, PayloadMax, Boot);
                for (var i = 1; i <= 40; i++)
                {
                    Append(outbox, i);
                    if (i < 3) continue;
                    AssertIs(i - 2, Peek(outbox));
                    outbox.Acknowledge(Peek(outbox));
                }

                Assert.AreEqual(0, outbox.Dropped);
            }
        }

        [TestMethod]
        public static void Payloads_may_differ_in_length()
        {
            var outbox = new Outbox(100, PayloadMax, Boot);
            outbox.Append(StampKind.Utc, 1, new byte[] { 9 }, 1);
            outbox.Append(StampKind.Utc, 2, new byte[0], 0);
            Assert.AreEqual(1, Peek(outbox).PayloadLength);
            outbox.Acknowledge(Peek(outbox));
            Assert.AreEqual(0, Peek(outbox).PayloadLength);
        }

        [TestMethod]
        public static void An_empty_outbox_says_so() =>
            Assert.IsFalse(new Outbox(RecordBytes, PayloadMax, Boot).TryPeek(new OutboxRecord(PayloadMax)));

        [TestMethod]
        public static void A_payload_longer_than_agreed_is_refused() => Assert.ThrowsException(
            typeof(ArgumentException), () => new Outbox(100, PayloadMax, Boot).Append(StampKind.Utc, 1, new byte[9], 9));

        [TestMethod]
        public static void An_outbox_smaller_than_a_record_is_refused() =>
            Assert.ThrowsException(typeof(ArgumentException), () => Append(new Outbox(RecordBytes - 1, PayloadMax, Boot), 1));

        private static Outbox Filled(int records, int capacity)
        {
            var outbox = new Outbox(capacity * RecordBytes, PayloadMax, Boot);
            for (var i = 1; i <= records; i++) Append(outbox, i);
            return outbox;
        }

        private static int Append(Outbox outbox, int i)
        {
            var payload = new byte[PayloadMax];
            for (var at = 0; at < payload.Length; at++) payload[at] = (byte)(i + at);
            return outbox.Append(StampKind.Uptime, 10_000_000_000L * i, payload, payload.Length);
        }

        private static OutboxRecord Peek(Outbox outbox)
        {
            var record = new OutboxRecord(PayloadMax);
            Assert.IsTrue(outbox.TryPeek(record));
            return record;
        }

        private static OutboxRecord Gap(Outbox outbox)
        {
            var record = Peek(outbox);
            Assert.IsTrue(record.Kind == RecordKind.Gap);
            return record;
        }

        private static void AssertIsGap(int from, int to, OutboxRecord record)
        {
            Assert.IsTrue(record.Kind == RecordKind.Gap);
            Assert.AreEqual(Boot, record.Boot);
            Assert.AreEqual(to, record.Sequence);
            Assert.AreEqual(Boot, record.Gap.FromBoot);
            Assert.AreEqual(from, record.Gap.FromSequence);
            Assert.AreEqual(to - from + 1, record.Gap.Count);
        }

        private static void AssertIs(int i, OutboxRecord record)
        {
            Assert.IsTrue(record.Kind == RecordKind.Message);
            Assert.AreEqual(Boot, record.Boot);
            Assert.AreEqual(i, record.Sequence);
            Assert.AreEqual(10_000_000_000L * i, record.StampMs);
            for (var at = 0; at < PayloadMax; at++) Assert.AreEqual((byte)(i + at), record.Payload[at]);
        }
    }
}
