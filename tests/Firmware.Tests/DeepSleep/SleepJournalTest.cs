using Firmware.Core;
using Firmware.Core.Sleep;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Tests.DeepSleep;

public sealed class SleepJournalTest
{
    private readonly SleepJournal _journal = new();
    private readonly DeviceSettings _settings = new() { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Flat } };

    private void Add(int samples, StampKind stamp = StampKind.Utc)
    {
        var sample = new Sample();
        sample.SetTemperature(2_145);
        for (var i = 0; i < samples; i++) _journal.AddSample(stamp, 1_000 * i, sample, isRejected: false);
    }

    private static Outbox Outbox() => new(8_192, SamplePayload.MaxBytes, 1);

    [Fact]
    public void Messages_are_made_of_what_stands_before_the_end_mark_and_once()
    {
        Add(3);
        _journal.AddEnd();
        Add(2);
        var outbox = Outbox();
        _journal.Make(_settings, outbox);
        _journal.Make(_settings, outbox);
        Assert.Equal((3, 2), (outbox.Count, _journal.Samples));
    }

    [Fact]
    public void The_same_journal_makes_the_same_messages_after_a_wake()
    {
        Add(3);
        _journal.AddAlarm(StampKind.Utc, 5_000, new byte[AlarmPayload.LengthBytes]);
        _journal.AddEnd();
        var again = new SleepJournal();
        again.Read(_journal.Bytes, 0, _journal.Length);
        Assert.Equal((_journal.Samples, _journal.HasAlarm), (again.Samples, again.HasAlarm));
        var (first, second) = (Outbox(), Outbox());
        _journal.Make(_settings, first);
        again.Make(_settings, second);
        Assert.Equal((4, 4), (first.LastSequence, second.LastSequence));
        Assert.False(again.HasAlarm);
    }

    [Fact]
    public void What_is_removed_once_it_is_safe_leaves_the_rest()
    {
        Add(3);
        _journal.AddEnd();
        _journal.Make(_settings, Outbox());
        Add(2);
        _journal.RemoveMade();
        Assert.Equal((2, 0), (_journal.Samples, _journal.MadeLength));
        _journal.AddEnd();
        var outbox = Outbox();
        _journal.Make(_settings, outbox);
        Assert.Equal(2, outbox.Count);
    }

    [Fact]
    public void Stamps_of_a_start_that_is_over_are_removed_and_no_others()
    {
        Add(3, StampKind.Uptime);
        _journal.AddAlarm(StampKind.Uptime, 1, new byte[AlarmPayload.LengthBytes]);
        Add(2);
        _journal.RemoveUptimeStamps();
        Assert.Equal((2, false), (_journal.Samples, _journal.HasAlarm));
    }

    [Fact]
    public void It_says_so_before_it_is_full_and_refuses_afterwards_whole_records_only()
    {
        while (!_journal.IsNearlyFull) Add(1);
        Assert.InRange(_journal.Samples, SleepJournal.SamplesMax, SleepJournal.SamplesMax + 10);
        Add(1_000);
        var full = _journal.Samples;
        Add(1);
        Assert.Equal(full, _journal.Samples);
        _journal.AddEnd();
        var again = new SleepJournal();
        again.Read(_journal.Bytes, 0, _journal.Length);
        again.Make(_settings, new Outbox(65_536, SamplePayload.MaxBytes, 1));
        Assert.Equal(0, again.Samples); // the end mark still had its place
    }
}
