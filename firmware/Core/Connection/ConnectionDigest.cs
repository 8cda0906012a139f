using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Connection
{
    /// <summary>
    /// Short forms of secrets by which the device knows one again: CRC-32 over the fields. They stay in its flash, beside secrets as
    /// good. Pure.
    /// </summary>
    public static class ConnectionDigest
    {
        /// <summary>The digest of a network.</summary>
        public static int Of(WifiCredentials wifi)
        {
            var fields = new FieldWriter();
            fields.Write(wifi);
            return Of(fields.ToArray());
        }

        /// <summary>The digest of a registration.</summary>
        public static int Of(DpsIdentity dps)
        {
            var fields = new FieldWriter();
            fields.Write(dps);
            return Of(fields.ToArray());
        }

        private static int Of(byte[] bytes) => unchecked((int)Crc32.Of(bytes, bytes.Length));
    }
}
