using Firmware.Core.Ports;
using Firmware.Core.StoreAndForward;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.StoreAndForward;

/// <summary>
/// An outbox that lives through outages and restarts, on flash that remembers every write. Messages are numbered through all boots;
/// for each write it is known what had been promised when it began. Then the power is cut in any of them.
/// </summary>
internal sealed class OutboxStory
{
    private const int Slots = 4;
    private const int PayloadBytes = 300;
    private const int RamBytes = 10 * (Outbox.HeaderBytes + PayloadBytes);

    private readonly FlashJournal _flash = new();
    private readonly ManualClock _clock = new();
    private readonly List<int> _bootStarts = []; // messages before each boot
    private readonly List<Promise> _promises = []; // one for each write
    private readonly OutboxRecord _record = new(PayloadBytes);
    private readonly HashSet<int> _alerts = [];
    private readonly HashSet<int> _overtaken = []; // alerts that were acknowledged
    private Outbox _outbox = null!;
    private int _appended;
    private int _durable;
    private int _acknowledged;

    public OutboxStory() => Restart();

    /// <summary>The last message that was dropped.</summary>
    public int Dropped { get; private set; }

    public void Restart()
    {
        _bootStarts.Add(_appended);
        _outbox = NewOutbox(_flash, _bootStarts.Count);
        NoteWrites();
    }

    public void Append(int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            _appended++;
            _outbox.Append(StampKind.Utc, _appended, PayloadOf(_appended), PayloadBytes);
            _outbox.SaveIfDue(_clock);
            NoteWrites();
        }
    }

    public void AppendAlert()
    {
        _appended++;
        _alerts.Add(_appended);
        _outbox.Append(StampKind.Utc, _appended, PayloadOf(_appended), PayloadBytes, isAlert: true);
        _outbox.SaveIfDue(_clock);
        NoteWrites();
    }

    public void Save()
    {
        Assert.True(_outbox.Save(_clock));
        NoteWrites();
        _durable = _appended;
    }

    /// <summary>Drops all that waits.</summary>
    public void Clear()
    {
        Assert.True(_outbox.Clear());
        NoteWrites();
    }

    /// <summary>Acknowledges messages; a gap counts as one.</summary>
    public void Acknowledge(int messages)
    {
        for (var i = 0; i < messages && _outbox.TryPeek(_record); i++)
        {
            NoteWrites();
            var number = NumberOf(_record.Boot, _record.Sequence);
            if (_record.Kind == RecordKind.Alert) _overtaken.Add(number);
            else _acknowledged = number;
            _outbox.Acknowledge(_record);
            NoteWrites();
        }
    }

    /// <summary>Cuts the power after every byte of every write, restarts, and holds what is there against what was promised.</summary>
    public void CutEverywhere()
    {
        for (var write = 0; write < _flash.Writes; write++)
            for (var bytes = 0; bytes <= _flash.LengthOf(write); bytes++)
                CutAndCheck(write, bytes);
    }

    private void CutAndCheck(int write, int bytes)
    {
        var where = $"write {write} byte {bytes}";
        var flash = _flash.CutAt(write, bytes);
        flash.IsReadOnly = true; // and cut again, before anything could be tidied up
        CheckRecovery(NewOutbox(flash, 99), _promises[write], where + ", first");
        flash.IsReadOnly = false;
        NewOutbox(flash, 100);
        CheckRecovery(NewOutbox(flash, 101), _promises[write], where);
    }

    // What was acknowledged may be missing or there again; all else that was promised is there once and in order, or in a gap.
    private void CheckRecovery(Outbox outbox, Promise promise, string where)
    {
        var last = 0;
        var alerts = TakeAlerts(outbox, where);
        alerts.UnionWith(promise.Alerts);
        while (outbox.TryPeek(_record))
        {
            var isGap = _record.Kind == RecordKind.Gap;
            var through = NumberOf(_record.Boot, _record.Sequence);
            var from = isGap ? NumberOf(_record.Gap.FromBoot, _record.Gap.FromSequence) : through;
            if (from <= last) Assert.Fail($"message {from} is there again after {last} at {where}");
            if (!Enumerable.Range(last + 1, from - last - 1).All(n => n <= promise.Acknowledged || alerts.Contains(n))) Assert.Fail($"lost between {last} and {from} at {where}");
            if (isGap) CheckGap(from, through, promise, where);
            else CheckMessage(through, where);
            last = through;
            outbox.Acknowledge(_record);
        }

        last = Math.Max(last, promise.Acknowledged);
        while (alerts.Contains(last + 1)) last++;
        if (last < promise.Durable || last > _appended) Assert.Fail($"lost after {last} at {where}");
        if (outbox.Count != 0) Assert.Fail($"{outbox.Count} messages that nobody can see at {where}");
    }

    // They go first, each once and in order.
    private HashSet<int> TakeAlerts(Outbox outbox, string where)
    {
        var alerts = new HashSet<int>();
        while (outbox.TryPeek(_record) && _record.Kind == RecordKind.Alert)
        {
            var number = NumberOf(_record.Boot, _record.Sequence);
            if (!_alerts.Contains(number) || alerts.Any(before => before >= number)) Assert.Fail($"alert {number} out of order at {where}");
            CheckMessage(number, where);
            alerts.Add(number);
            outbox.Acknowledge(_record);
        }

        return alerts;
    }

    private void CheckGap(int from, int through, Promise promise, string where)
    {
        var alerts = Enumerable.Range(from, through - from + 1).Count(_alerts.Contains);
        var missing = through - from + 1 - _record.Gap.Count;
        if (missing < 0 || missing > alerts) Assert.Fail($"gap {from} to {through} counts {_record.Gap.Count} at {where}");
        if (through > promise.DroppedAfter) Assert.Fail($"message {through} was given up at {where}");
    }

    private void CheckMessage(int number, string where)
    {
        var isWhole = _record.StampMs == number
            && _record.PayloadLength == PayloadBytes
            && _record.Payload.AsSpan().SequenceEqual(PayloadOf(number));
        if (!isWhole) Assert.Fail($"message {number} is damaged at {where}");
    }

    private void NoteWrites()
    {
        if (_promises.Count == _flash.Writes) return;
        var promise = new Promise(_durable, _acknowledged, [.. _overtaken], 0);
        if (_outbox.Dropped > 0) NoteGap(NewOutbox(_flash.CutAt(_flash.Writes - 1, _flash.LengthOf(_flash.Writes - 1)), 99));
        while (_promises.Count < _flash.Writes) _promises.Add(promise with { DroppedAfter = Dropped });
    }

    // As flash has it by now, behind the alerts.
    private void NoteGap(Outbox outbox)
    {
        while (outbox.TryPeek(_record) && _record.Kind == RecordKind.Alert) outbox.Acknowledge(_record);
        if (_record.Kind == RecordKind.Gap) Dropped = NumberOf(_record.Boot, _record.Sequence);
    }

    private int NumberOf(int boot, int sequence) => _bootStarts[boot - 1] + sequence;

    private static Outbox NewOutbox(IFlashSlots flash, int boot) => new(RamBytes, PayloadBytes, boot, flash, Slots, 900_000);

    private static byte[] PayloadOf(int number) => [.. Enumerable.Range(number, PayloadBytes).Select(value => (byte)value)];

    /// <summary>What held when a write began, and what had been dropped once it was done.</summary>
    private sealed record Promise(int Durable, int Acknowledged, HashSet<int> Alerts, int DroppedAfter);
}
