using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.StoreAndForward;

/// <summary>Flash that remembers every write, so that the power can be cut in each of them, at each byte, after the fact.</summary>
internal sealed class FlashJournal : IFlashSlots
{
    private readonly MemoryFlash _flash = new();
    private readonly List<(MemoryFlash Before, int Slot, byte[] Content)> _writes = [];

    /// <summary>How many writes there were.</summary>
    public int Writes => _writes.Count;

    public byte[]? Read(int slot) => _flash.Read(slot);

    public bool TryWrite(int slot, byte[] content)
    {
        _writes.Add((_flash.Copy(), slot, [.. content]));
        return _flash.TryWrite(slot, content);
    }

    /// <summary>How many bytes a write had.</summary>
    public int LengthOf(int write) => _writes[write].Content.Length;

    /// <summary>The flash as it was when a write was cut off after some bytes.</summary>
    public MemoryFlash CutAt(int write, int bytes)
    {
        var (before, slot, content) = _writes[write];
        var flash = before.Copy();
        flash.CutAfterBytes = bytes;
        flash.TryWrite(slot, content);
        flash.CutAfterBytes = -1;
        return flash;
    }
}
