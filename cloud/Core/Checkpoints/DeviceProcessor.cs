using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Events;
using Cloud.Core.Time;
using Cloud.Core.Windows;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// One device's way through the processor: known before? - placed in time - put in order - alert rules - windows - detectors over the
/// shortest windows' average temperature. Not thread-safe.
/// </summary>
internal sealed class DeviceProcessor
{
    private readonly DuplicateFilter _duplicates = new();
    private readonly GapFilter _gaps = new();
    private readonly ReorderBuffer _reordering = new();
    private readonly EventTimeline _timeline;
    private readonly TumblingWindow[] _windows;
    private readonly AnomalyEngine[] _detectors;
    private readonly AlertLife[] _alerts;
    private readonly EdgeAlerts _edgeAlerts = new();
    private readonly ProcessorSettings _settings;

    public DeviceProcessor(string deviceId, ProcessorSettings settings)
    {
        DeviceId = deviceId;
        _settings = settings;
        _timeline = new EventTimeline(settings.Time);
        _windows = [.. settings.WindowSizes.Select(size => new TumblingWindow(deviceId, size))];
        _detectors = [.. settings.Detectors.Select(preset => new AnomalyEngine(preset))];
        _alerts = [.. settings.AlertRules.Select(rule => new AlertLife(rule, deviceId))];
    }

    public string DeviceId { get; }

    /// <summary>Remembers a message.</summary>
    /// <returns>False where the device had sent it before.</returns>
    public bool TryAdd(long? boot, long? seq, string? messageId) => _duplicates.TryAdd(boot, seq, messageId);

    /// <summary>Remembers that messages are missing; those that arrived all the same are not.</summary>
    /// <param name="gap">What the device says.</param>
    /// <param name="missing">How many messages are missing that were not told before.</param>
    /// <returns>False where the device had told all of it before.</returns>
    public bool TryAdd(Gap gap, out long missing)
    {
        long? unseen = gap.FromBoot == gap.Boot ? _duplicates.CountUnseen(gap.Boot, gap.FromSeq, gap.Seq) : null;
        return _gaps.TryAdd(gap, unseen, out missing);
    }

    /// <summary>Takes an alarm that is no duplicate.</summary>
    public void Process(EdgeAlarm alarm, OutputBuilder output)
    {
        if (_edgeAlerts.Take(alarm.Alert) is { } ended) output.AlertChanges.Add(ended);
        output.Add(alarm);
    }

    /// <summary>Takes a reading that is no duplicate.</summary>
    public void Process(Reading reading, OutputBuilder output)
    {
        var counted = _timeline.TryPlace(reading.EventTime.Ticks, reading.EnqueuedTime.UtcTicks, out var ticks, out var verdict);
        output.Add(reading with { Verdict = verdict, WindowTime = counted ? new DateTimeOffset(ticks, TimeSpan.Zero) : null });
        if (!counted) return;
        _reordering.Add(Sample.Of(reading, ticks));
        Release(output);
    }

    /// <summary>Moves on without input, where that puts anything out.</summary>
    public void Advance(long nowTicks, OutputBuilder output)
    {
        if (!IsWaitingFor(_timeline.IdleWatermarkTicks(nowTicks))) return;
        _timeline.Advance(nowTicks);
        Release(output);
        output.MarkChanged(this);
    }

    public DeviceState Save(int fingerprint)
    {
        var writer = new StateWriter();
        writer.Byte(StateFormat.Version);
        writer.Int32(fingerprint);
        _duplicates.Save(writer);
        _gaps.Save(writer);
        _timeline.Save(writer);
        _reordering.Save(writer);
        foreach (var window in _windows) window.Save(writer);
        foreach (var detector in _detectors) detector.Save(writer);
        foreach (var alert in _alerts) alert.Save(writer);
        _edgeAlerts.Save(writer);
        return new DeviceState(DeviceId, writer.ToArray());
    }

    public static DeviceProcessor Load(DeviceState state, ProcessorSettings settings, int fingerprint)
    {
        var device = new DeviceProcessor(state.DeviceId, settings);
        var reader = new StateReader(state.DeviceId, state.Bytes.Span);
        StateFormat.Check(state.DeviceId, reader.Byte(), reader.Int32(), fingerprint);
        device._duplicates.Load(ref reader);
        device._gaps.Load(ref reader);
        device._timeline.Load(ref reader);
        device._reordering.Load(ref reader);
        foreach (var window in device._windows) window.Load(ref reader);
        foreach (var detector in device._detectors) detector.Load(ref reader);
        foreach (var alert in device._alerts) alert.Load(ref reader);
        device._edgeAlerts.Load(ref reader, state.DeviceId);
        if (!reader.AtEnd) throw new FormatException($"the stored state of device '{state.DeviceId}' is longer than its content");
        return device;
    }

    private bool IsWaitingFor(long watermarkTicks)
    {
        if (_reordering.HasReady(watermarkTicks)) return true;
        foreach (var window in _windows)
            if (window.EndsBefore(watermarkTicks)) return true;
        return false;
    }

    private void Release(OutputBuilder output)
    {
        var watermark = _timeline.WatermarkTicks;
        foreach (var sample in _reordering.TakeReady(watermark)) Count(sample, output);
        CloseWindows(watermark, output);
    }

    private void Count(in Sample sample, OutputBuilder output)
    {
        CloseWindows(sample.Ticks, output);
        foreach (var window in _windows) window.Add(sample);
        for (var index = 0; index < _alerts.Length; index++)
        {
            var value = sample.Value(_settings.AlertRules[index].Channel);
            if (!double.IsNaN(value) && _alerts[index].Observe(sample.Ticks, value) is { } change) output.AlertChanges.Add(change);
        }
    }

    private void CloseWindows(long watermarkTicks, OutputBuilder output)
    {
        for (var index = 0; index < _windows.Length; index++)
        {
            if (!_windows[index].EndsBefore(watermarkTicks)) continue;
            var first = output.WindowRows.Count;
            _windows[index].Close(output.WindowRows);
            if (index == 0) Detect(first, output);
        }
    }

    /// <summary>Runs the detectors over the rows from an index on.</summary>
    private void Detect(int first, OutputBuilder output)
    {
        for (var row = first; row < output.WindowRows.Count; row++)
        {
            if (output.WindowRows[row].Channel != Channel.Temperature) continue;
            for (var index = 0; index < _detectors.Length; index++) Detect(output.WindowRows[row], index, output);
        }
    }

    private void Detect(WindowRow row, int index, OutputBuilder output)
    {
        var detector = _detectors[index];
        if (detector.Score(row.End.Ticks, row.Average) is not { IsAnomaly: true } result || !detector.IsWarm(row.End.Ticks)) return;
        var name = _settings.Detectors[index].Function.ToString();
        output.Anomalies.Add(new AnomalyRow(DeviceId, row.End, name, row.Channel, row.Average, result.Score));
    }
}
