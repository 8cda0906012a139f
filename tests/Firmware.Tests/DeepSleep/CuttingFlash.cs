using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.DeepSleep;

/// <summary>Flash whose power goes in one of its writes, after some bytes of it: the write does not return, as on a board.</summary>
internal sealed class CuttingFlash : IFlashSlots
{
    private readonly MemoryFlash _flash = new();
    private int _cutAtBytes;

    /// <summary>How many writes there were, the one that was cut included.</summary>
    public int Writes { get; private set; }

    /// <summary>The write that is cut, from 0; negative: none.</summary>
    public int CutAtWrite { get; private set; } = -1;

    /// <summary>How many bytes each write had.</summary>
    public List<int> Lengths { get; } = [];

    /// <summary>Cuts the power in a write.</summary>
    /// <param name="write">Which, counted from 0.</param>
    /// <param name="bytes">How many bytes of it get through; all of them, and the power goes behind the last.</param>
    public void Cut(int write, int bytes) => (CutAtWrite, _cutAtBytes) = (write, bytes);

    public byte[]? Read(int slot) => _flash.Read(slot);

    public bool TryWrite(int slot, byte[] content)
    {
        Lengths.Add(content.Length);
        if (Writes++ != CutAtWrite) return _flash.TryWrite(slot, content);
        _flash.CutAfterBytes = _cutAtBytes;
        _flash.TryWrite(slot, content);
        _flash.CutAfterBytes = -1;
        throw new PowerCutException();
    }
}
