using System.Globalization;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Alerts;

/// <summary>
/// <c>temperature-step</c>: no reading departs from the mean of the minutes before it. A room's own changes are slow (recorded offices
/// move at most 0.4 °C in 5 min); a step is a door, a fire, a fault. Immutable.
/// </summary>
/// <remarks>
/// Readings that break the rule stay out of the mean until an alert is open, so one outlier cannot hide the next. From then on they
/// count, and a level that stays becomes the new normal: the alert is resolved some 5 min after a lasting step.
/// </remarks>
public sealed record TemperatureStepRule() : AlertRule("temperature-step", Channel.Temperature)
{
    /// <summary>How far back the mean reaches.</summary>
    /// <value>The default is 5 min.</value>
    public TimeSpan Baseline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Readings the mean needs before it judges: a first value after a start or a gap opens nothing; at least 1.</summary>
    /// <value>The default is 3.</value>
    public int BaselineReadingsMin { get; init; } = 3;

    /// <summary>The departure from the mean that breaks the rule, °C.</summary>
    /// <value>The default is 2.</value>
    public double StepC { get; init; } = 2;

    /// <summary>The departure below which the rule is kept again, °C; less than <see cref="StepC"/>.</summary>
    /// <value>The default is 1.</value>
    public double ClearC { get; init; } = 1;

    internal override AlertCondition NewCondition() => new Condition(this);

    private sealed class Condition(TemperatureStepRule rule) : AlertCondition
    {
        private readonly RecentValues _recent = new();

        public override Assessment Assess(long ticks, double value, bool isOpen)
        {
            _recent.ForgetBefore(ticks - rule.Baseline.Ticks);
            var assessment = _recent.Count < rule.BaselineReadingsMin ? Assessment.Undecided : Compare(value, _recent.Mean());
            if (isOpen || assessment.Severity == 0) _recent.Add(ticks, value);
            return assessment;
        }

        public override void Save(StateWriter writer) => _recent.Save(writer);

        public override void Load(ref StateReader reader) => _recent.Load(ref reader);

        private Assessment Compare(double value, double mean)
        {
            var departure = Math.Abs(value - mean);
            if (departure < rule.ClearC) return Assessment.Clear;
            if (departure < rule.StepC) return Assessment.Undecided;
            var (side, word) = value > mean ? (AlertSide.High, "above") : (AlertSide.Low, "below");
            return new Assessment(side, departure, string.Create(
                CultureInfo.InvariantCulture,
                $"temperature {value:0.##} °C is {departure:0.##} °C {word} the mean of the last {rule.Baseline.TotalMinutes:0.#} min, {mean:0.##} °C"));
        }
    }
}
