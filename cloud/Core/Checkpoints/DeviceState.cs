namespace Cloud.Core.Checkpoints;

/// <summary>What the processor remembers of one device, as bytes to store and to give back. Immutable.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Bytes">The state; its first byte is the format's version.</param>
public sealed record DeviceState(string DeviceId, ReadOnlyMemory<byte> Bytes);
