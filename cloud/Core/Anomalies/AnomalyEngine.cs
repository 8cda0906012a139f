using Cloud.Core.Checkpoints;

namespace Cloud.Core.Anomalies;

/// <summary>
/// A detector as the Stream Analytics engine runs it: it takes float32, fills gaps with copies of the new value, so that a history
/// always spans its duration, and starts from such copies. Not thread-safe.
/// </summary>
internal sealed class AnomalyEngine
{
    private readonly Detector _detector;
    private readonly int _historySize;
    private readonly long _intervalTicks;
    private readonly long _warmUpTicks;
    private long _firstTicks;
    private long _lastTicks;

    public AnomalyEngine(DetectorPreset preset)
    {
        _historySize = preset.HistorySize;
        _intervalTicks = preset.Duration.Ticks / preset.HistorySize;
        _warmUpTicks = preset.WarmUp.Ticks;
        var confidence = Math.Truncate(preset.Confidence);
        _detector = preset.Function == AnomalyFunction.SpikeAndDip
            ? new SpikeAndDipDetector(confidence, preset.HistorySize, preset.Direction)
            : new ChangePointDetector(confidence, preset.HistorySize);
    }

    /// <summary>Whether what it says of a value at a time is to be reported: the warm-up since the first value is over.</summary>
    public bool IsWarm(long ticks) => ticks - _firstTicks >= _warmUpTicks;

    /// <summary>Judges a value at a time after the last one's.</summary>
    /// <returns>
    /// The first anomalous result among the copies and the value, else the value's own; null where the value does not fit a finite
    /// float32, which is then as if it had not come.
    /// </returns>
    public DetectorResult? Score(long ticks, double value)
    {
        var single = (float)value;
        if (!float.IsFinite(single)) return null;
        DetectorResult? anomalous = null;
        for (var copies = MissingValues(ticks); copies > 0; copies--) Keep(_detector.Score(single));
        var own = _detector.Score(single);
        Keep(own);
        if (_lastTicks == 0) _firstTicks = ticks;
        _lastTicks = ticks;
        return anomalous ?? own;

        void Keep(DetectorResult result)
        {
            if (result.IsAnomaly) anomalous ??= result;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Int64(_firstTicks);
        writer.Int64(_lastTicks);
        _detector.Save(writer);
    }

    public void Load(ref StateReader reader)
    {
        _firstTicks = reader.Int64();
        _lastTicks = reader.Int64();
        _detector.Load(ref reader);
    }

    /// <summary>Empty intervals (k x I, (k+1) x I] between the last value and this one, at most a whole history of them.</summary>
    private long MissingValues(long ticks) =>
        Math.Min(_historySize, ((ticks - 1) / _intervalTicks) - ((_lastTicks - 1) / _intervalTicks) - 1);
}
