namespace Firmware.VirtualDevice.Climates;

/// <summary>One row of a recording. Immutable.</summary>
/// <param name="Offset">When, since the first row.</param>
/// <param name="Conditions">The values recorded, inside the sensor's range.</param>
public readonly record struct RecordedRow(TimeSpan Offset, Conditions Conditions);
