using System;
using System.Text;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>
    /// Writes fields one after the other: numbers lowest byte first, texts as UTF-8 behind their length in one byte, what may be absent
    /// behind a 0 or 1. Used by one thread.
    /// </summary>
    internal sealed class FieldWriter
    {
        /// <summary>The longest text, in bytes.</summary>
        public const int TextMaxBytes = 255;

        private byte[] _bytes = new byte[128];
        private int _length;

        /// <summary>What was written.</summary>
        public byte[] ToArray()
        {
            var result = new byte[_length];
            Array.Copy(_bytes, 0, result, 0, _length);
            return result;
        }

        /// <summary>Writes a byte.</summary>
        public void Write(byte value)
        {
            Reserve(1);
            _bytes[_length++] = value;
        }

        /// <summary>Writes four bytes.</summary>
        public void Write(int value)
        {
            Reserve(4);
            LittleEndian.WriteInt32(_bytes, _length, value);
            _length += 4;
        }

        /// <summary>Writes a text; what is beyond <see cref="TextMaxBytes"/> is cut.</summary>
        public void Write(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var count = bytes.Length < TextMaxBytes ? bytes.Length : TextMaxBytes;
            Write((byte)count);
            Reserve(count);
            Array.Copy(bytes, 0, _bytes, _length, count);
            _length += count;
        }

        /// <summary>Writes a network, or that there is none.</summary>
        public void Write(WifiCredentials? wifi)
        {
            if (!IsThere(wifi)) return;
            Write(wifi!.Ssid);
            Write(wifi.Password);
        }

        /// <summary>Writes a registration, or that there is none.</summary>
        public void Write(DpsIdentity? dps)
        {
            if (!IsThere(dps)) return;
            Write(dps!.Endpoint);
            Write(dps.IdScope);
            Write(dps.RegistrationId);
            Write(dps.Key);
        }

        /// <summary>Writes whether a value follows.</summary>
        public bool IsThere(object? value)
        {
            Write((byte)(value == null ? 0 : 1));
            return value != null;
        }

        private void Reserve(int count)
        {
            if (_length + count <= _bytes.Length) return;
            var larger = new byte[_bytes.Length * 2 + count];
            Array.Copy(_bytes, 0, larger, 0, _length);
            _bytes = larger;
        }
    }
}
