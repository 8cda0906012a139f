using Cloud.Core.Checkpoints;

namespace Cloud.Core.Anomalies;

/// <summary>
/// ML.NET's IID change-point detector: the product M of the bets on the last H p-values; an alarm when the history is full and M is
/// at least what H p-values of 1 - confidence / 100 would make it, then silence for H values. For the power bet that says: the
/// geometric mean of the last H p-values is at most 1 - confidence / 100. All in logarithms, so that a long history neither
/// overflows nor underflows, as it does in ML.NET. Not thread-safe.
/// </summary>
internal sealed class ChangePointDetector(
    double confidence, int historySize, Martingale martingale = Martingale.Power) : Detector
{
    private const double Epsilon = 0.1;

    private readonly ValueHistory _history = new(historySize);
    private readonly double[] _logBets = new double[historySize];
    private readonly double _logThreshold = historySize * LogBet(1 - (confidence / 100), martingale);
    private int _next;
    private int _quiet;
    private bool _started;

    /// <summary>The natural logarithm of the alarm's threshold; infinite at confidence 100, which never alarms.</summary>
    public double LogThreshold => _logThreshold;

    public override DetectorResult Score(float value)
    {
        var upper = _history.ScoreAndAdd(value);
        Bet(LogBet(ValueHistory.Bounded(Math.Min(upper, 1 - upper)), martingale));
        double logMartingale = 0;
        foreach (var logBet in _logBets) logMartingale += logBet;
        var crossed = _history.IsFull && logMartingale >= _logThreshold;
        var isAnomaly = crossed && _quiet == 0;
        _quiet = isAnomaly ? historySize - 1 : Math.Max(_quiet - 1, 0);
        return new DetectorResult(isAnomaly, Math.Min(Math.Exp(logMartingale), double.MaxValue));
    }

    public override void Save(StateWriter writer)
    {
        _history.Save(writer);
        writer.Byte(_started ? (byte)1 : (byte)0);
        if (!_started) return;
        writer.Int32(_next);
        writer.Int32(_quiet);
        foreach (var logBet in _logBets) writer.Double(logBet);
    }

    public override void Load(ref StateReader reader)
    {
        _history.Load(ref reader);
        _started = reader.Byte() == 1;
        if (!_started) return;
        _next = reader.Int32() % historySize;
        _quiet = reader.Int32();
        for (var index = 0; index < historySize; index++) _logBets[index] = reader.Double();
    }

    /// <summary>Puts a bet in the place of the oldest; the first one fills all places.</summary>
    private void Bet(double logBet)
    {
        if (!_started) Array.Fill(_logBets, logBet);
        _started = true;
        _logBets[_next] = logBet;
        _next = (_next + 1) % historySize;
    }

    private static double LogBet(double p, Martingale martingale)
    {
        var logP = Math.Log(p);
        return martingale == Martingale.Power
            ? Math.Log(Epsilon) + ((Epsilon - 1) * logP)
            : Math.Log((p * logP) + 1 - p) - (2 * Math.Log(-logP)) - logP;
    }
}
