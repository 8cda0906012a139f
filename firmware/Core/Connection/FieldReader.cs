using System.Text;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>Reads what a <see cref="FieldWriter"/> wrote; beyond the end there are zeros and empty texts. Used by one thread.</summary>
    internal sealed class FieldReader
    {
        private readonly byte[] _bytes;
        private int _at;

        public FieldReader(byte[] bytes) => _bytes = bytes;

        /// <summary>Whether all was there, and nothing more.</summary>
        public bool IsAtEnd => _at == _bytes.Length;

        /// <summary>Reads a byte.</summary>
        public byte Byte() => Take(1) ? _bytes[_at - 1] : (byte)0;

        /// <summary>Reads four bytes.</summary>
        public int Int() => Take(4) ? LittleEndian.ReadInt32(_bytes, _at - 4) : 0;

        /// <summary>Reads a text.</summary>
        public string Text()
        {
            var count = (int)Byte();
            return count > 0 && Take(count) ? Encoding.UTF8.GetString(_bytes, _at - count, count) : "";
        }

        /// <summary>Reads a network, or null.</summary>
        public WifiCredentials? Wifi() => IsThere() ? new WifiCredentials(Text(), Text()) : null;

        /// <summary>Reads a registration, or null.</summary>
        public DpsIdentity? Dps() => IsThere() ? new DpsIdentity(Text(), Text(), Text(), Text()) : null;

        /// <summary>Reads whether a value follows.</summary>
        public bool IsThere() => Byte() != 0;

        // What is cut short never comes to its end: IsAtEnd stays false.
        private bool Take(int count)
        {
            _at += count;
            return _at <= _bytes.Length;
        }
    }
}
