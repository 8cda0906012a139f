using Cloud.Core.Events;

namespace Cloud.Core.Windows;

/// <summary>The final row of one tumbling window (start, end] of one device and channel. Immutable.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Size">The window's length.</param>
/// <param name="End">The window's inclusive end, UTC; the row's own time (System.Timestamp).</param>
/// <param name="Channel">What was measured.</param>
/// <param name="Count">Values in the window, at least 1.</param>
/// <param name="Average">
/// The correctly rounded exact sum divided by the count: the same whatever the order of arrival (as Python's fsum(x)/len(x)).
/// </param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
public sealed record WindowRow(
    string DeviceId,
    TimeSpan Size,
    DateTimeOffset End,
    Channel Channel,
    long Count,
    double Average,
    double Minimum,
    double Maximum);
