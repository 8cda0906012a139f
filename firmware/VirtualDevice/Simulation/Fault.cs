namespace Firmware.VirtualDevice.Simulation;

/// <summary>One fault of one device. Immutable.</summary>
/// <param name="AtMs">When, in ms since the start of the simulation.</param>
/// <param name="Kind">What.</param>
/// <param name="Size">How much; see <see cref="FaultKind"/>.</param>
/// <param name="DurationMs">For how long, in ms; 0 for a fault that has no length.</param>
public readonly record struct Fault(long AtMs, FaultKind Kind, int Size, long DurationMs);
