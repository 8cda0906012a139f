namespace Gateway.Core.Upstream;

/// <summary>What was sent of a day's quota. Immutable.</summary>
/// <param name="Day">The day in UTC, counted from 0001-01-01.</param>
/// <param name="Metered">Metered messages of that day.</param>
public readonly record struct QuotaSpent(int Day, long Metered);
