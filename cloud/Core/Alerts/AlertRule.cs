using Cloud.Core.Events;

namespace Cloud.Core.Alerts;

/// <summary>
/// A condition that readings of a device must keep; broken for long enough it becomes one alert, which lives until the condition
/// holds again with a margin (hysteresis). Immutable.
/// </summary>
/// <param name="Name">The rule's name, unique among the rules.</param>
/// <param name="Channel">What is watched.</param>
public abstract record AlertRule(string Name, Channel Channel)
{
    /// <summary>The rules that run when none are given: <c>temperature-step</c> and <c>temperature-range</c>.</summary>
    public static readonly IReadOnlyList<AlertRule> Defaults = [new TemperatureStepRule(), new TemperatureRangeRule()];

    /// <summary>Consecutive readings that must break the rule on the same side before an alert opens; at least 1.</summary>
    /// <value>The default is 2.</value>
    public int ReadingsToOpen { get; init; } = 2;

    /// <summary>How long, in event time, every reading must keep the rule with its margin before the alert is resolved.</summary>
    /// <value>The default is 1 min.</value>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(1);

    internal abstract AlertCondition NewCondition();

    internal virtual void Validate()
    {
        if (ReadingsToOpen < 1) throw new ArgumentException($"{Name}: {ReadingsToOpen} readings to open; at least 1");
        if (ResolveAfter < TimeSpan.Zero) throw new ArgumentException($"{Name}: the time to resolve is negative");
    }
}
