using Cloud.Core.Checkpoints;

namespace Cloud.Core.Anomalies;

/// <summary>
/// ML.NET's IID spike detector: an alarm when the history is full and the p-value is at most 1 - confidence / 100. An anomalous value
/// joins the history like any other. Not thread-safe.
/// </summary>
internal sealed class SpikeAndDipDetector(double confidence, int historySize, SpikeDirection direction) : Detector
{
    private readonly ValueHistory _history = new(historySize);
    private readonly double _threshold = 1 - (confidence / 100);

    public override DetectorResult Score(float value)
    {
        var upper = _history.ScoreAndAdd(value);
        var p = ValueHistory.Bounded(direction switch
        {
            SpikeDirection.Spikes => upper,
            SpikeDirection.Dips => 1 - upper,
            _ => Math.Min(upper, 1 - upper),
        });
        return new DetectorResult(_history.IsFull && p <= _threshold, p);
    }

    public override void Save(StateWriter writer) => _history.Save(writer);

    public override void Load(ref StateReader reader) => _history.Load(ref reader);
}
