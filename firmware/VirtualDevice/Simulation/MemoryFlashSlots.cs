using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>Flash slots in memory, which outlive the boots of a simulated device. Used by one thread at a time.</summary>
internal sealed class MemoryFlashSlots : IFlashSlots
{
    private readonly Dictionary<int, byte[]> _slots = [];

    /// <summary>How many writes there were, erasing included.</summary>
    public long Writes { get; private set; }

    /// <inheritdoc/>
    public byte[]? Read(int slot) => _slots.TryGetValue(slot, out var content) ? [.. content] : null;

    /// <inheritdoc/>
    public bool TryWrite(int slot, byte[] content)
    {
        Writes++;
        _slots[slot] = [.. content];
        return true;
    }
}
