namespace Gateway.Core.Metrics;

/// <summary>One value of a metric. Immutable, so safe for use by several threads.</summary>
/// <param name="Value">The value now.</param>
/// <param name="Labels">What tells it from the metric's other values; empty where there is only one.</param>
public sealed record MetricSample(long Value, params IReadOnlyList<(string Name, string Value)> Labels);
