namespace Firmware.Core.Persistence
{
    /// <summary>Integers in byte arrays, lowest byte first, without allocating. Pure.</summary>
    public static class LittleEndian
    {
        /// <summary>Writes four bytes from <paramref name="at"/>.</summary>
        public static void WriteInt32(byte[] into, int at, int value)
        {
            for (var i = 0; i < 4; i++) into[at + i] = (byte)(value >> (8 * i) & 0xFF);
        }

        /// <summary>Reads four bytes from <paramref name="at"/>.</summary>
        public static int ReadInt32(byte[] from, int at) =>
            from[at] | from[at + 1] << 8 | from[at + 2] << 16 | from[at + 3] << 24;

        /// <summary>Writes eight bytes from <paramref name="at"/>.</summary>
        public static void WriteInt64(byte[] into, int at, long value)
        {
            for (var i = 0; i < 8; i++) into[at + i] = (byte)(value >> (8 * i) & 0xFF);
        }

        /// <summary>Reads eight bytes from <paramref name="at"/>.</summary>
        public static long ReadInt64(byte[] from, int at)
        {
            long value = 0;
            for (var i = 7; i >= 0; i--) value = value << 8 | from[at + i];
            return value;
        }
    }
}
