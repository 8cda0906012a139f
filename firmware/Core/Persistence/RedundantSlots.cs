using System;
using Firmware.Core.Ports;

namespace Firmware.Core.Persistence
{
    /// <summary>
    /// One value kept in two flash slots, written in turn: a write that is cut off destroys the older copy at most. Each copy is
    /// framed by a write number and a CRC-32. Used by one thread at a time.
    /// </summary>
    public sealed class RedundantSlots
    {
        private const int HeaderBytes = 4; // the write number
        private const int CrcBytes = 4;

        private readonly IFlashSlots _flash;
        private readonly int _firstSlot;
        private int _newestSlot;
        private int _writes;

        /// <summary>Uses two neighbouring slots; reads nothing yet.</summary>
        /// <param name="flash">The flash.</param>
        /// <param name="firstSlot">The lower of the two slots.</param>
        public RedundantSlots(IFlashSlots flash, int firstSlot)
        {
            _flash = flash;
            _firstSlot = firstSlot;
            _newestSlot = firstSlot + 1;
        }

        /// <summary>How many copies the last <see cref="Read"/> found torn or damaged.</summary>
        public int Damaged { get; private set; }

        /// <summary>Reads the newest whole copy.</summary>
        /// <returns>The value, or null if there is none.</returns>
        public byte[]? Read()
        {
            Damaged = 0;
            var first = ReadFrame(_firstSlot);
            var second = ReadFrame(_firstSlot + 1);
            var isFirst = second == null || first != null && LittleEndian.ReadInt32(first, 0) > LittleEndian.ReadInt32(second, 0);
            var newest = isFirst ? first : second;
            if (newest == null) return null;
            _newestSlot = isFirst ? _firstSlot : _firstSlot + 1;
            _writes = LittleEndian.ReadInt32(newest, 0);
            var value = new byte[newest.Length - HeaderBytes - CrcBytes];
            Array.Copy(newest, HeaderBytes, value, 0, value.Length);
            return value;
        }

        /// <summary>Replaces the older copy. Call <see cref="Read"/> before the first write after a boot.</summary>
        /// <returns>True once the value is durable; false leaves the value as it was.</returns>
        public bool TryWrite(byte[] value)
        {
            var slot = _newestSlot == _firstSlot ? _firstSlot + 1 : _firstSlot;
            if (!_flash.TryWrite(slot, Frame(value, _writes + 1))) return false;
            _newestSlot = slot;
            _writes++;
            return true;
        }

        private static byte[] Frame(byte[] value, int number)
        {
            var frame = new byte[HeaderBytes + value.Length + CrcBytes];
            LittleEndian.WriteInt32(frame, 0, number);
            Array.Copy(value, 0, frame, HeaderBytes, value.Length);
            var covered = HeaderBytes + value.Length;
            LittleEndian.WriteInt32(frame, covered, unchecked((int)Crc32.Of(frame, covered)));
            return frame;
        }

        private byte[]? ReadFrame(int slot)
        {
            var frame = _flash.Read(slot);
            if (frame == null) return null; // never written
            if (IsWhole(frame)) return frame;
            Damaged++;
            return null;
        }

        private static bool IsWhole(byte[] frame)
        {
            var covered = frame.Length - CrcBytes;
            return covered >= HeaderBytes
                && LittleEndian.ReadInt32(frame, covered) == unchecked((int)Crc32.Of(frame, covered));
        }
    }
}
