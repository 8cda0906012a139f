namespace Firmware.VirtualDevice.Climates;

/// <summary>One column of a recording. Immutable.</summary>
/// <param name="Index">Its place in the header, from 0.</param>
/// <param name="Name">Its name, as the header spells it.</param>
internal sealed record Column(int Index, string Name);
