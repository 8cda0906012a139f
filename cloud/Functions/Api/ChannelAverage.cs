namespace Cloud.Functions.Api;

/// <summary>One channel of one window. Immutable.</summary>
/// <param name="Count">Values in the window.</param>
/// <param name="Average">Their exact mean, correctly rounded.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
internal sealed record ChannelAverage(long Count, double Average, double Minimum, double Maximum);
