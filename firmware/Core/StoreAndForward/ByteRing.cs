using System;

namespace Firmware.Core.StoreAndForward
{
    /// <summary>A first-in-first-out buffer of bytes in one preallocated array. Used under its owner's lock.</summary>
    internal sealed class ByteRing
    {
        private readonly byte[] _bytes;
        private int _head;

        public ByteRing(int capacity)
        {
            _bytes = new byte[capacity];
        }

        public int Used { get; private set; }

        public int Free => _bytes.Length - Used;

        /// <summary>Adds bytes at the end; there must be room.</summary>
        public void Append(byte[] from, int count)
        {
            var at = Position(Used);
            var first = ToEnd(at, count);
            Array.Copy(from, 0, _bytes, at, first);
            Array.Copy(from, first, _bytes, 0, count - first);
            Used += count;
        }

        /// <summary>Copies bytes out, <paramref name="offset"/> bytes after the oldest one.</summary>
        public void CopyTo(int offset, byte[] into, int intoAt, int count)
        {
            var at = Position(offset);
            var first = ToEnd(at, count);
            Array.Copy(_bytes, at, into, intoAt, first);
            Array.Copy(_bytes, 0, into, intoAt + first, count - first);
        }

        /// <summary>Overwrites bytes that are there, <paramref name="offset"/> bytes after the oldest one.</summary>
        public void Overwrite(int offset, byte[] from, int count)
        {
            var at = Position(offset);
            var first = ToEnd(at, count);
            Array.Copy(from, 0, _bytes, at, first);
            Array.Copy(from, first, _bytes, 0, count - first);
        }

        /// <summary>Removes the oldest bytes.</summary>
        public void RemoveFirst(int count)
        {
            _head = Position(count);
            Used -= count;
        }

        private int Position(int offset) => (_head + offset) % _bytes.Length;

        private int ToEnd(int at, int count) => count < _bytes.Length - at ? count : _bytes.Length - at;
    }
}
