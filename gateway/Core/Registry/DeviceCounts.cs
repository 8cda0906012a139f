namespace Gateway.Core.Registry;

/// <summary>How many devices there are. Immutable.</summary>
/// <param name="Enabled">Those that may connect.</param>
/// <param name="Disabled">Those that may not.</param>
public readonly record struct DeviceCounts(long Enabled, long Disabled);
