namespace Firmware.Core.Persistence
{
    /// <summary>
    /// CRC-32 as in IEEE 802.3 (polynomial 0x04C11DB7, reflected, start and end inverted): "123456789" gives 0xCBF43926. Bit by bit:
    /// what is protected is short, and a table would cost a kilobyte of RAM. Pure.
    /// </summary>
    public static class Crc32
    {
        private const uint ReflectedPolynomial = 0xEDB8_8320;

        /// <summary>The checksum of the first <paramref name="count"/> bytes.</summary>
        public static uint Of(byte[] bytes, int count)
        {
            var crc = 0xFFFF_FFFFu;
            for (var i = 0; i < count; i++)
            {
                crc ^= bytes[i];
                for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ ReflectedPolynomial : crc >> 1;
            }

            return ~crc;
        }
    }
}
