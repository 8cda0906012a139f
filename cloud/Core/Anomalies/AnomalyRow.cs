using Cloud.Core.Events;

namespace Cloud.Core.Anomalies;

/// <summary>A value that a detector called anomalous. Immutable.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Time">The time of the value, UTC: the end of the window whose average it is.</param>
/// <param name="Detector">Stream Analytics' name of the function: <c>SpikeAndDip</c> or <c>ChangePoint</c>.</param>
/// <param name="Channel">What was measured.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Score">
/// SpikeAndDip: the p-value, low = anomalous. ChangePoint: the martingale, high = anomalous. Never NaN or infinite.
/// </param>
public sealed record AnomalyRow(
    string DeviceId, DateTimeOffset Time, string Detector, Channel Channel, double Value, double Score);
