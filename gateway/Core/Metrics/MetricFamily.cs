namespace Gateway.Core.Metrics;

/// <summary>All values of one metric. Immutable, so safe for use by several threads.</summary>
/// <param name="Name">Its name: letters, digits and underscores; a counter's ends in _total.</param>
/// <param name="Help">What it says, in one line.</param>
/// <param name="Kind">How it may change.</param>
/// <param name="Samples">Its values, each with labels of its own.</param>
public sealed record MetricFamily(string Name, string Help, MetricKind Kind, params IReadOnlyList<MetricSample> Samples);
