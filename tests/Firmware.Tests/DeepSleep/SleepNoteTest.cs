using Firmware.Core;
using Firmware.Core.Persistence;
using Firmware.Core.Sleep;
using Firmware.Core.StoreAndForward;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.DeepSleep;

public sealed class SleepNoteTest
{
    private readonly MemoryFlash _flash = new();

    private static SleepJournal Journal()
    {
        var journal = new SleepJournal();
        var sample = new Sample();
        sample.SetTemperature(2_145);
        journal.AddSample(StampKind.Utc, 1_000, sample, isRejected: false);
        return journal;
    }

    private static CarriedState State(int field)
    {
        var state = new CarriedState();
        state.Carry(field);
        return state;
    }

    private SleepNote Stored()
    {
        var note = new SleepNote(_flash);
        Assert.True(note.TryRead());
        return note;
    }

    [Fact]
    public void Everything_in_it_comes_back()
    {
        var note = new SleepNote(_flash)
        {
            Boot = 3, Sequence = 17, SettingsDigest = -5, PhaseMs = 59_999, LeadMs = 1_480, Failures = 2,
            UptimeMs = 1L << 40, UtcMs = 1_795_164_540_000, AsleepMs = 58_000, DueMs = (1L << 40) + 60_000, RetryMs = 7,
        };
        Assert.True(note.TryWrite(State(42), Journal()));
        var stored = Stored();
        Assert.Equal(
            (note.Boot, note.Sequence, note.SettingsDigest, note.PhaseMs, note.LeadMs, note.Failures),
            (stored.Boot, stored.Sequence, stored.SettingsDigest, stored.PhaseMs, stored.LeadMs, stored.Failures));
        Assert.Equal(
            (note.UptimeMs, note.UtcMs, note.AsleepMs, note.DueMs, note.RetryMs),
            (stored.UptimeMs, stored.UtcMs, stored.AsleepMs, stored.DueMs, stored.RetryMs));
        Assert.Equal(42, stored.State().Carry(0));
        var journal = new SleepJournal();
        stored.ReadJournal(journal);
        Assert.Equal(1, journal.Samples);
    }

    [Fact]
    public void A_device_that_did_not_sleep_has_none()
    {
        Assert.False(new SleepNote(_flash).TryRead());
        new RestartNote(_flash, 3).TryWrite(RestartReason.Requested, "");
        Assert.False(new SleepNote(_flash).TryRead());
    }

    [Fact]
    public void It_is_the_newest_whatever_else_was_written_to_its_slots_since_it_was_read()
    {
        var note = new SleepNote(_flash) { Boot = 3 };
        note.TryWrite(State(1), Journal());
        for (var i = 0; i < 4; i++)
        {
            new RestartNote(_flash, 3).TryWrite(RestartReason.None, "");
            if (i % 2 == 0) new RestartNote(_flash, 3).TryWrite(RestartReason.None, "");
            note.Sequence = i;
            Assert.True(note.TryWrite(State(1), Journal()));
            Assert.Equal(i, Stored().Sequence);
        }
    }

    [Fact]
    public void The_largest_fits_a_slot()
    {
        var journal = new SleepJournal();
        var sample = new Sample();
        while (!journal.IsNearlyFull) journal.AddSample(StampKind.Utc, 0, sample, isRejected: true);
        Assert.InRange(journal.Samples, SleepJournal.SamplesMax, int.MaxValue);
        var state = new CarriedState();
        while (state.Length + 8 <= CarriedState.BytesMax) state.Carry(0L);
        Assert.True(new SleepNote(_flash).TryWrite(state, journal));
        Assert.InRange(_flash.Read(RestartNote.FirstSlot)!.Length, SleepJournal.SamplesMax, Outbox.SlotBytes);
    }

    [Theory]
    [InlineData(0, 58_000)] // nothing is known of UTC: as planned
    [InlineData(59_500, 59_500)]
    [InlineData(57_000, 57_000)]
    [InlineData(-1, 58_000)] // it was set meanwhile
    [InlineData(7_200_000, 58_000)]
    public void How_long_it_slept_is_told_by_UTC_where_that_went_on(long byUtcMs, long elapsedMs)
    {
        var clock = new ManualClock { IsUtcKnown = byUtcMs != 0 };
        var note = new SleepNote(_flash) { AsleepMs = 58_000, UtcMs = clock.UtcMs - byUtcMs };
        Assert.Equal(elapsedMs, note.ElapsedMs(clock));
    }

    [Fact]
    public void Flash_that_refuses_says_so()
    {
        _flash.IsReadOnly = true;
        Assert.False(new SleepNote(_flash).TryWrite(State(1), Journal()));
    }

    [Fact]
    public void Other_settings_have_another_digest()
    {
        var digest = SleepNote.DigestOf(new DeviceSettings());
        Assert.Equal(digest, SleepNote.DigestOf(new DeviceSettings()));
        Assert.NotEqual(digest, SleepNote.DigestOf(new DeviceSettings { IntervalMs = 20_000 }));
    }
}
