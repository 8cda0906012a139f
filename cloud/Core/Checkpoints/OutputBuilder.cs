using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Events;
using Cloud.Core.Time;
using Cloud.Core.Windows;

namespace Cloud.Core.Checkpoints;

/// <summary>Collects what one call puts out. Not thread-safe.</summary>
internal sealed class OutputBuilder(int fingerprint)
{
    private readonly List<Reading> _readings = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly HashSet<string> _changedSet = new(StringComparer.Ordinal);
    private readonly List<DeviceProcessor> _changed = [];
    private long _early;
    private long _late;
    private long _outOfOrder;
    private long _dropped;
    private long _alarms;
    private long _gaps;
    private long _missing;

    public List<WindowRow> WindowRows { get; } = [];

    public List<AnomalyRow> Anomalies { get; } = [];

    public List<Alert> AlertChanges { get; } = [];

    public long Replayed { get; set; }

    public long Duplicates { get; set; }

    public long Decoded { get; set; }

    public void Add(DeadLetter deadLetter) => _deadLetters.Add(deadLetter);

    public void Add(Reading reading)
    {
        _readings.Add(reading);
        if (reading.Verdict == TimeVerdict.Early) _early++;
        if (reading.Verdict == TimeVerdict.Late) _late++;
        if (reading.Verdict == TimeVerdict.OutOfOrder) _outOfOrder++;
        if (reading.WindowTime is null) _dropped++;
    }

    /// <summary>Counts a gap.</summary>
    /// <param name="missing">How many messages it adds to those that are missing.</param>
    public void AddGap(long missing)
    {
        _gaps++;
        _missing += missing;
    }

    public void Add(EdgeAlarm alarm)
    {
        _alarms++;
        AlertChanges.Add(alarm.Alert);
    }

    public void MarkChanged(DeviceProcessor device)
    {
        if (_changedSet.Add(device.DeviceId)) _changed.Add(device);
    }

    public ProcessorOutput Build(long events, InputPosition? position) => new()
    {
        Readings = _readings,
        DeadLetters = _deadLetters,
        WindowRows = WindowRows,
        Anomalies = Anomalies,
        AlertChanges = AlertChanges,
        DeviceStates = _changed.ConvertAll(device => device.Save(fingerprint)),
        Position = position,
        Counts = new ProcessorCounts(
            events, Replayed, Duplicates, Decoded, _readings.Count, _deadLetters.Count, _early, _late, _outOfOrder, _dropped)
        {
            Alarms = _alarms,
            Gaps = _gaps,
            Missing = _missing,
        },
    };
}
