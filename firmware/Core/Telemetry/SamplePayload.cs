using Firmware.Core.Persistence;

namespace Firmware.Core.Telemetry
{
    /// <summary>A sample as the outbox keeps it: which channels are present (bits 0 to 2), then three 32-bit values. Pure.</summary>
    public static class SamplePayload
    {
        /// <summary>The length of the encoded sample, in bytes.</summary>
        public const int LengthBytes = 13;

        private const int TemperatureBit = 1;
        private const int HumidityBit = 2;
        private const int PressureBit = 4;

        /// <summary>Encodes a sample.</summary>
        /// <param name="sample">The sample.</param>
        /// <param name="into">Receives <see cref="LengthBytes"/> bytes from index 0.</param>
        public static void Write(Sample sample, byte[] into)
        {
            into[0] = (byte)((sample.HasTemperature ? TemperatureBit : 0)
                | (sample.HasHumidity ? HumidityBit : 0)
                | (sample.HasPressure ? PressureBit : 0));
            LittleEndian.WriteInt32(into, 1, sample.TemperatureCentiC);
            LittleEndian.WriteInt32(into, 5, sample.HumidityCentiPercent);
            LittleEndian.WriteInt32(into, 9, sample.PressurePa);
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
        }
    }
}
