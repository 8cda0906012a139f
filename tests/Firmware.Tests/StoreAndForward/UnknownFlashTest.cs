using Firmware.Core.Persistence;
using Firmware.Core.StoreAndForward;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.StoreAndForward;

/// <summary>Whatever flash holds behind a right checksum, the device boots, and its outbox becomes empty.</summary>
public sealed class UnknownFlashTest
{
    private const int FirstNoteSlot = 6;
    private const int Boot = 1; // the number that the boot under test gets

    [Fact]
    public void Slots_of_any_bytes_are_no_end_of_the_device()
    {
        for (var seed = 0; seed < 2_000; seed++) AssertGoesOn(seed, random => RandomBytes(random, random.Next(4_000)));
    }

    [Fact]
    public void Records_of_any_header_are_no_end_of_the_device()
    {
        for (var seed = 0; seed < 2_000; seed++) AssertGoesOn(seed, random => Records(random, RandomHeader));
    }

    [Fact]
    public void Payloads_of_any_bytes_become_messages_or_gaps()
    {
        for (var seed = 0; seed < 4_000; seed++) AssertGoesOn(seed, random => Records(random, OwnHeader));
    }

    [Fact]
    public void Notes_of_any_bytes_are_no_end_of_the_device()
    {
        for (var seed = 0; seed < 4_000; seed++)
        {
            var random = new Random(seed);
            var flash = new MemoryFlash();
            for (var slot = FirstNoteSlot; slot < FirstNoteSlot + 2; slot++)
            {
                var value = RandomBytes(random, random.Next(1, 400));
                value[0] = (byte)random.Next(1, 4); // the formats there are, and one more
                flash.TryWrite(slot, Redundant(random.Next(10), value));
            }

            AssertGoesOn(seed, flash);
        }
    }

    private static void AssertGoesOn(int seed, Func<Random, byte[]> records)
    {
        var random = new Random(seed);
        var flash = new MemoryFlash();
        for (var slot = 0; slot < 3; slot++) flash.TryWrite(Outbox.FirstSlot + slot, Slot(random, records(random)));
        AssertGoesOn(seed, flash);
    }

    private static void AssertGoesOn(int seed, MemoryFlash flash)
    {
        var step = "boot";
        try
        {
            var device = new AskedNode(TestSettings.Unsmoothed, flash);
            step = "run";
            device.Run(5_000);
            for (var i = 0; i < 200 && device.Node.Outbox.Count > 0; i++) device.Node.StepUplink(device.Clock.UptimeMs += 1_000);
            Assert.True(device.Node.Outbox.Count == 0, $"seed {seed}: {device.Node.Outbox.Count} messages stay");
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}, {step}: {exception}");
        }
    }

    private static byte[] Records(Random random, Action<Random, byte[], int> writeHeader)
    {
        var records = new byte[random.Next(20, 1_500)];
        var at = 0;
        for (var sequence = 1; at + Outbox.HeaderBytes < records.Length; sequence++)
        {
            var payload = Payload(random, Math.Min(random.Next(80), records.Length - at - Outbox.HeaderBytes));
            writeHeader(random, records, at);
            records[at] = (byte)payload.Length;
            records[at + 1] = 0;
            payload.CopyTo(records, at + Outbox.HeaderBytes);
            at += Outbox.HeaderBytes + payload.Length;
        }

        return records[..at];
    }

    private static byte[] Payload(Random random, int length)
    {
        var payload = RandomBytes(random, length);
        if (length > 0) payload[0] = (byte)((random.Next(4) << 4) | random.Next(16));
        if (length > 12 && random.Next(2) == 0) // a curve's numbers within their bounds, so that its knots are looked at
        {
            LittleEndian.WriteInt32(payload, 1, 10_000);
            LittleEndian.WriteInt32(payload, 5, random.Next(1, 100));
            LittleEndian.WriteInt32(payload, 9, random.Next(10));
            for (var at = 16; at < length && at < 25; at += 4) payload[at] = 0;
        }

        return payload;
    }

    private static void RandomHeader(Random random, byte[] into, int at) => random.NextBytes(into.AsSpan(at, Outbox.HeaderBytes));

    // See RecordFormat: length, stamp kind, record kind, boot, sequence, stamp.
    private static void OwnHeader(Random random, byte[] into, int at)
    {
        into[at + 2] = (byte)random.Next(3);
        into[at + 3] = (byte)random.Next(6);
        LittleEndian.WriteInt32(into, at + 4, random.Next(Boot + 2));
        LittleEndian.WriteInt32(into, at + 8, at + 1);
        var isWild = random.Next(3) == 0;
        LittleEndian.WriteInt64(into, at + 12, isWild ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64(2_000_000_000_000));
    }

    // See SlotFrame: magic, number of the write, end, gap, records, checksum.
    private static byte[] Slot(Random random, byte[] records)
    {
        var slot = new byte[Outbox.SlotBytes];
        var end = 32 + records.Length;
        LittleEndian.WriteInt32(slot, 0, 0x3142_584F);
        LittleEndian.WriteInt32(slot, 4, random.Next(100));
        LittleEndian.WriteInt32(slot, 8, end);
        if (random.Next(3) == 0) random.NextBytes(slot.AsSpan(12, 20));
        records.CopyTo(slot, 32);
        LittleEndian.WriteInt32(slot, end, unchecked((int)Crc32.Of(slot, end)));
        return slot;
    }

    // See RedundantSlots: number of the write, value, checksum.
    private static byte[] Redundant(int number, byte[] value)
    {
        var frame = new byte[4 + value.Length + 4];
        LittleEndian.WriteInt32(frame, 0, number);
        value.CopyTo(frame, 4);
        LittleEndian.WriteInt32(frame, frame.Length - 4, unchecked((int)Crc32.Of(frame, frame.Length - 4)));
        return frame;
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
