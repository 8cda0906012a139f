namespace Cloud.Core.Anomalies;

/// <summary>What a detector says of one value.</summary>
/// <param name="IsAnomaly">Whether the value raises an alarm.</param>
/// <param name="Score">The p-value (spike and dip) or the martingale (change point).</param>
internal readonly record struct DetectorResult(bool IsAnomaly, double Score);
