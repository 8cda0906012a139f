using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Time;

namespace Cloud.Core.Checkpoints;

/// <summary>
/// What a processor computes. Immutable. Stored device states belong to the settings they were made with: other window sizes,
/// detectors or rules need an empty store.
/// </summary>
public sealed record ProcessorSettings
{
    /// <summary>Windows are at most this long (Stream Analytics: 7 days).</summary>
    public static readonly TimeSpan WindowSizeMax = TimeSpan.FromDays(7);

    /// <summary>Which events are dropped or adjusted, per device.</summary>
    /// <value>The default is <see cref="TimePolicy.Default"/>.</value>
    public TimePolicy Time { get; init; } = TimePolicy.Default;

    /// <summary>The tumbling windows' lengths, ascending, each in the range (0, 7 days].</summary>
    /// <value>The default is 30 s and 5 min.</value>
    public IReadOnlyList<TimeSpan> WindowSizes { get; init; } = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    /// <summary>The detectors over the average temperature of the shortest windows.</summary>
    /// <value>The default is <see cref="DetectorPreset.Defaults"/>.</value>
    public IReadOnlyList<DetectorPreset> Detectors { get; init; } = DetectorPreset.Defaults;

    /// <summary>The alert rules, run over each reading.</summary>
    /// <value>The default is <see cref="AlertRule.Defaults"/>.</value>
    public IReadOnlyList<AlertRule> AlertRules { get; init; } = AlertRule.Defaults;

    internal void Validate()
    {
        Time.Validate();
        foreach (var size in WindowSizes)
            if (size <= TimeSpan.Zero || size > WindowSizeMax)
                throw new ArgumentException($"window size {size} is outside (0, {WindowSizeMax}]");
        foreach (var preset in Detectors) preset.Validate();
        foreach (var rule in AlertRules) rule.Validate();
        if (AlertRules.DistinctBy(rule => rule.Name).Count() != AlertRules.Count)
            throw new ArgumentException("two alert rules have the same name");
    }
}
