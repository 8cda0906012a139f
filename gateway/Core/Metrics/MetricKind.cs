namespace Gateway.Core.Metrics;

/// <summary>How a metric's value may change.</summary>
public enum MetricKind
{
    /// <summary>It only grows, and begins with 0 at each start.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,
}
