namespace Firmware.VirtualDevice.Hub;

/// <summary>What the hub answered to a request about the twin. Immutable.</summary>
/// <param name="Status">As in HTTP: 200 for a twin, 204 for a report that was taken.</param>
/// <param name="Body">The twin, or what is wrong.</param>
internal readonly record struct TwinAnswer(int Status, ReadOnlyMemory<byte> Body);
