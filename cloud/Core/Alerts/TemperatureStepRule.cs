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

    /// <summary>
    /// Readings the mean needs before it judges; at least 1. After a start or a gap so many in a row must also agree within
    /// <see cref="StepC"/>, so that neither a first value nor a wrong first value opens anything.
    /// </summary>
    /// <value>The default is 3.</value>
    public int BaselineReadingsMin { get; init; } = 3;

    /// <summary>The departure from the mean that breaks the rule, °C.</summary>
    /// <value>The default is 2.</value>
    public double StepC { get; init; } = 2;

    /// <summary>The departure below which the rule is kept again, °C; less than <see cref="StepC"/>.</summary>
    /// <value>The default is 1.</value>
    public double ClearC { get; init; } = 1;

    internal override AlertCondition NewCondition() => new TemperatureStepCondition(this);

    internal override void Validate()
    {
        base.Validate();
        if (Baseline <= TimeSpan.Zero) throw new ArgumentException($"{Name}: the baseline {Baseline} is not positive");
        if (BaselineReadingsMin < 1) throw new ArgumentException($"{Name}: {BaselineReadingsMin} baseline readings; at least 1");
        if (!(ClearC > 0 && StepC > ClearC)) throw new ArgumentException($"{Name}: not 0 < clear {ClearC} < step {StepC}");
    }
}
