using System.Globalization;
using Cloud.Core.Checkpoints;

namespace Cloud.Core.Alerts;

/// <summary>Compares each reading with the mean of the minutes before it. Not thread-safe.</summary>
internal sealed class TemperatureStepCondition(TemperatureStepRule rule) : AlertCondition
{
    private const long None = 0;

    private readonly RecentValues _recent = new();
    private bool _isSettled;
    private long _departedTicks = None;

    public override Assessment Assess(long ticks, double value, bool isOpen)
    {
        Forget(ticks);
        var assessment = _isSettled ? Compare(value, _recent.Mean()) : Assessment.Undecided;
        if (!isOpen && assessment.Severity > 0)
        {
            // Kept out of the mean, which waits for the next reading to confirm or deny it.
            if (_departedTicks == None) _departedTicks = ticks;
            return assessment;
        }

        _departedTicks = None;
        _recent.Add(ticks, value);
        if (!_isSettled) _isSettled = _recent.TrySettle(rule.BaselineReadingsMin, rule.StepC);
        return assessment;
    }

    public override void Save(StateWriter writer)
    {
        _recent.Save(writer);
        writer.Byte(_isSettled ? (byte)1 : (byte)0);
        writer.Int64(_departedTicks);
    }

    public override void Load(ref StateReader reader)
    {
        _recent.Load(ref reader);
        _isSettled = reader.Byte() == 1;
        _departedTicks = reader.Int64();
    }

    /// <summary>Forgets what is too old; while a departure waits for confirmation, what was too old when it began.</summary>
    private void Forget(long ticks)
    {
        if (ticks - _departedTicks > rule.Baseline.Ticks) _departedTicks = None;
        _recent.ForgetBefore((_departedTicks == None ? ticks : _departedTicks) - rule.Baseline.Ticks);
        if (_recent.Count < rule.BaselineReadingsMin) _isSettled = false;
    }

    private Assessment Compare(double value, double mean)
    {
        var departure = Math.Abs(value - mean);
        if (departure < rule.ClearC) return Assessment.Clear;
        if (departure < rule.StepC) return Assessment.Undecided;
        var (side, word) = value > mean ? (AlertSide.High, "above") : (AlertSide.Low, "below");
        var minutes = rule.Baseline.TotalMinutes;
        return new Assessment(side, departure, string.Create(
            CultureInfo.InvariantCulture,
            $"temperature {value:0.##} °C is {departure:0.##} °C {word} the mean of the last {minutes:0.#} min, {mean:0.##} °C"));
    }
}
