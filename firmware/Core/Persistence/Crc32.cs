namespace Firmware.Core.Persistence
{
    /// <summary>
    /// CRC-32 as in IEEE 802.3 (polynomial 0x04C11DB7, reflected, start and end inverted): "123456789" gives 0xCBF43926. Four bits at a
    /// time: a quarter of the steps of bit by bit, for 64 bytes of table instead of the usual kilobyte. Pure.
    /// </summary>
    public static class Crc32
    {
        private const uint ReflectedPolynomial = 0xEDB8_8320;
        private static readonly uint[] OfNibble = Table();

        /// <summary>The checksum of the first <paramref name="count"/> bytes.</summary>
        public static uint Of(byte[] bytes, int count)
        {
            var table = OfNibble;
            var crc = 0xFFFF_FFFFu;
            for (var i = 0; i < count; i++)
            {
                crc ^= bytes[i];
                crc = crc >> 4 ^ table[crc & 15];
                crc = crc >> 4 ^ table[crc & 15];
            }

            return ~crc;
        }

        private static uint[] Table()
        {
            var table = new uint[16];
            for (var nibble = 0u; nibble < 16; nibble++)
            {
                var crc = nibble;
                for (var bit = 0; bit < 4; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ ReflectedPolynomial : crc >> 1;
                table[nibble] = crc;
            }

            return table;
        }
    }
}
