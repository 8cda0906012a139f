using Firmware.Core.Persistence;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// A sample as the outbox keeps it: which channels are present (bits 0 to 2), then three 32-bit values; where bit 3 is set, the
    /// same once more for the quantities computed from them. Pure.
    /// </summary>
    public static class SamplePayload
    {
        /// <summary>The length of an encoded sample without computed quantities, in bytes.</summary>
        public const int LengthBytes = 13;

        /// <summary>The length of an encoded sample with computed quantities, in bytes.</summary>
        public const int MaxBytes = 2 * LengthBytes;

        private const int TemperatureBit = 1;
        private const int HumidityBit = 2;
        private const int PressureBit = 4;
        private const int DerivedBit = 8;
        private const int DewPointBit = 1;
        private const int AbsoluteHumidityBit = 2;
        private const int SeaLevelPressureBit = 4;

        /// <summary>Encodes a sample.</summary>
        /// <param name="sample">The sample.</param>
        /// <param name="into">Receives the bytes from index 0; at least <see cref="MaxBytes"/> long if anything was computed.</param>
        /// <returns>How many bytes: <see cref="LengthBytes"/> or <see cref="MaxBytes"/>.</returns>
        public static int Write(Sample sample, byte[] into)
        {
            into[0] = (byte)((sample.HasTemperature ? TemperatureBit : 0)
                | (sample.HasHumidity ? HumidityBit : 0)
                | (sample.HasPressure ? PressureBit : 0)
                | (sample.HasDerived ? DerivedBit : 0));
            WriteValues(into, 1, sample.TemperatureCentiC, sample.HumidityCentiPercent, sample.PressurePa);
            if (!sample.HasDerived) return LengthBytes;
            into[LengthBytes] = (byte)((sample.HasDewPoint ? DewPointBit : 0)
                | (sample.HasAbsoluteHumidity ? AbsoluteHumidityBit : 0)
                | (sample.HasSeaLevelPressure ? SeaLevelPressureBit : 0));
            WriteValues(
                into, LengthBytes + 1, sample.DewPointCentiC, sample.AbsoluteHumidityCentiGrams, sample.SeaLevelPressurePa);
            return MaxBytes;
        }

        /// <summary>Decodes a sample.</summary>
        /// <param name="from">The bytes that <see cref="Write"/> made.</param>
        /// <param name="into">Receives the sample.</param>
        public static void Read(byte[] from, Sample into)
        {
            into.Clear();
            if ((from[0] & TemperatureBit) != 0) into.SetTemperature(LittleEndian.ReadInt32(from, 1));
            if ((from[0] & HumidityBit) != 0) into.SetHumidity(LittleEndian.ReadInt32(from, 5));
            if ((from[0] & PressureBit) != 0) into.SetPressure(LittleEndian.ReadInt32(from, 9));
            if ((from[0] & DerivedBit) != 0) ReadDerived(from, into);
        }

        /// <summary>The length of an encoded sample that begins with a given byte, in bytes.</summary>
        internal static int LengthOf(byte first) => (first & DerivedBit) != 0 ? MaxBytes : LengthBytes;

        /// <summary>The first byte of the same sample without computed quantities, whose other bytes are then left out.</summary>
        internal static byte WithoutDerived(byte first) => (byte)(first & ~DerivedBit);

        private static void ReadDerived(byte[] from, Sample into)
        {
            var bits = from[LengthBytes];
            if ((bits & DewPointBit) != 0) into.SetDewPoint(LittleEndian.ReadInt32(from, LengthBytes + 1));
            if ((bits & AbsoluteHumidityBit) != 0) into.SetAbsoluteHumidity(LittleEndian.ReadInt32(from, LengthBytes + 5));
            if ((bits & SeaLevelPressureBit) != 0) into.SetSeaLevelPressure(LittleEndian.ReadInt32(from, LengthBytes + 9));
        }

        private static void WriteValues(byte[] into, int at, int first, int second, int third)
        {
            LittleEndian.WriteInt32(into, at, first);
            LittleEndian.WriteInt32(into, at + 4, second);
            LittleEndian.WriteInt32(into, at + 8, third);
        }
    }
}
