using Firmware.Core.Curves;
using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    /// <summary>Records that another firmware left in flash: whole, and of a form that this one does not know.</summary>
    [TestClass]
    public static class UnreadableRecordTests
    {
        private const long UtcMs = 1_795_165_200_000;

        [TestMethod]
        public static void It_becomes_a_gap_of_one_message_and_the_others_go_on()
        {
            It_becomes_a_gap_of_one_message_and_the_others_go_on(new byte[] { 0xF7, 1, 2, 3 }, false); // a kind that does not exist
            It_becomes_a_gap_of_one_message_and_the_others_go_on(new byte[0], false);
            It_becomes_a_gap_of_one_message_and_the_others_go_on(new byte[] { 7, 1, 2 }, false); // half a sample
            It_becomes_a_gap_of_one_message_and_the_others_go_on(new byte[] { 0x20, 1, 2 }, true); // half an alarm
            It_becomes_a_gap_of_one_message_and_the_others_go_on(new byte[40], false); // two samples
            It_becomes_a_gap_of_one_message_and_the_others_go_on(EndlessKnot(), false);
            It_becomes_a_gap_of_one_message_and_the_others_go_on(AlarmBefore1970(), true);
        }

        private static void It_becomes_a_gap_of_one_message_and_the_others_go_on(byte[] payload, bool isAlert)
        {
            var device = new TestNode(TestSettings.Unsmoothed, null, FlashWith(payload, isAlert));
            device.Uplink(forMs: 5_000);
            Assert.AreEqual(3, device.Hub.Sent.Count);
            Assert.AreEqual(0, device.Node.Outbox.Count);
            Assert.AreEqual(1, device.Node.Outbox.Dropped);
            Assert.AreEqual(1, device.Node.Counters.GapsAcknowledged);
            Assert.AreEqual(2, device.Node.Counters.MessagesAcknowledged);
            var gap = (HubMessage)device.Hub.Sent[isAlert ? 0 : 1]!;
            Assert.AreEqual("gap/1", gap.Schema);
            Assert.AreEqual("kitchen-1-2-gap-1-2", gap.MessageId);
            Assert.Contains("\"count\":1", gap.Body);
            Assert.Contains(
                "uplink left out a message that cannot be read boot=1 sequence=2 bytes=" + payload.Length.ToString() + ";", device.Log.Text);
        }

        [TestMethod]
        public static void It_goes_on_being_told_until_the_hub_has_it()
        {
            var device = new TestNode(TestSettings.Unsmoothed, null, FlashWith(new byte[] { 0xF0 }, true));
            device.Hub.Acknowledges = false;
            device.Uplink(forMs: 10_000);
            Assert.AreEqual(0, device.Node.Outbox.Dropped);
            device.Hub.Acknowledges = true;
            device.Uplink(forMs: 60_000);
            Assert.AreEqual(1, device.Node.Outbox.Dropped);
            Assert.AreEqual(0, device.Node.Outbox.Count);
        }

        // What boot 1 left: a sample, the payload, a sample.
        private static MemoryFlash FlashWith(byte[] payload, bool isAlert)
        {
            var flash = new MemoryFlash();
            var clock = new ManualClock();
            var outbox = new Outbox(1_024, 64, 1, flash, 4, 60_000);
            var sample = new byte[SamplePayload.LengthBytes];
            outbox.Append(StampKind.Utc, UtcMs, sample, sample.Length);
            outbox.Append(StampKind.Utc, UtcMs, payload, payload.Length, isAlert);
            outbox.Append(StampKind.Utc, UtcMs, sample, sample.Length);
            Assert.IsTrue(outbox.Save(clock));
            return flash;
        }

        private static byte[] EndlessKnot()
        {
            var payload = new byte[30];
            CurvePayload.WriteHeader(payload, 10_000, 1, 0);
            for (var i = CurvePayload.HeaderBytes; i < payload.Length; i++) payload[i] = 0x81;
            return payload;
        }

        private static byte[] AlarmBefore1970()
        {
            var payload = new byte[AlarmPayload.LengthBytes];
            AlarmPayload.Write(new AlarmEvent { AgeMs = UtcMs + 1 }, payload);
            return payload;
        }
    }
}
