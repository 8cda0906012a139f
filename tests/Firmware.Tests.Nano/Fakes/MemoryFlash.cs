using System;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>
    /// Slots in memory, as many as a device uses by default. The power can be cut in the middle of a write, and a write can be refused.
    /// </summary>
    public sealed class MemoryFlash : IFlashSlots
    {
        private readonly byte[]?[] _slots = new byte[]?[24];

        /// <summary>How many bytes of the next write get through before the power goes; negative: all of them.</summary>
        public int CutAfterBytes { get; set; } = -1;

        public bool IsReadOnly { get; set; }

        public int Writes { get; private set; }

        public byte[]? Read(int slot) => (byte[]?)_slots[slot]?.Clone();

        public bool TryWrite(int slot, byte[] content)
        {
            if (IsReadOnly) return false;
            Writes++;
            if (CutAfterBytes < 0) _slots[slot] = (byte[])content.Clone();
            else _slots[slot] = Torn(_slots[slot], content);
            return CutAfterBytes < 0;
        }

        /// <summary>The same content, which from now on changes on its own.</summary>
        public MemoryFlash Copy()
        {
            var copy = new MemoryFlash();
            Array.Copy(_slots, copy._slots, _slots.Length);
            return copy;
        }

        /// <summary>Changes one bit of a slot.</summary>
        public void Damage(int slot, int at) => _slots[slot]![at] ^= 0x10;

        private byte[] Torn(byte[]? old, byte[] content)
        {
            var torn = new byte[content.Length];
            if (old != null) Array.Copy(old, 0, torn, 0, old.Length < torn.Length ? old.Length : torn.Length);
            Array.Copy(content, 0, torn, 0, CutAfterBytes);
            return torn;
        }
    }
}
