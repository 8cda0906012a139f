namespace Cloud.Functions.Storage;

/// <summary>What the store holds at one moment. Immutable.</summary>
/// <param name="Readings">Readings decoded and stored, each once.</param>
/// <param name="DeadLetters">Events that could not be decoded, kept with the reason.</param>
/// <param name="Duplicates">Resent messages that were recognised and changed nothing.</param>
/// <param name="Windows">Final window averages, one for each device, window size, and window end.</param>
/// <param name="Anomalies">Rows that a detector called anomalous.</param>
/// <param name="Alerts">Every alert, open or resolved, by opening time.</param>
public sealed record StoreReport(
    long Readings, long DeadLetters, long Duplicates, long Windows, long Anomalies, IReadOnlyList<AlertReport> Alerts);
