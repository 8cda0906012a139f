namespace Firmware.Core.Sensors
{
    /// <summary>
    /// The trimming values that Bosch burnt into one chip, named as in BST-BME280-DS002, section 4.2.2 (dig_T1, ...). Immutable.
    /// </summary>
    public sealed class Bme280Calibration
    {
        private Bme280Calibration(byte[] low, byte[] high)
        {
            T1 = Unsigned(low, 0);
            T2 = Signed(low, 2);
            T3 = Signed(low, 4);
            P1 = Unsigned(low, 6);
            P2 = Signed(low, 8);
            P3 = Signed(low, 10);
            P4 = Signed(low, 12);
            P5 = Signed(low, 14);
            P6 = Signed(low, 16);
            P7 = Signed(low, 18);
            P8 = Signed(low, 20);
            P9 = Signed(low, 22);
            H1 = low[25];
            H2 = Signed(high, 0);
            H3 = high[2];
            H4 = SignedTop(high[3]) * 16 | high[4] & 0x0F;
            H5 = SignedTop(high[5]) * 16 | high[4] >> 4;
            H6 = SignedTop(high[6]);
        }

        /// <summary>dig_T1, unsigned 16 bits.</summary>
        public int T1 { get; }

        /// <summary>dig_T2, signed 16 bits.</summary>
        public int T2 { get; }

        /// <summary>dig_T3, signed 16 bits.</summary>
        public int T3 { get; }

        /// <summary>dig_P1, unsigned 16 bits.</summary>
        public int P1 { get; }

        /// <summary>dig_P2, signed 16 bits.</summary>
        public int P2 { get; }

        /// <summary>dig_P3, signed 16 bits.</summary>
        public int P3 { get; }

        /// <summary>dig_P4, signed 16 bits.</summary>
        public int P4 { get; }

        /// <summary>dig_P5, signed 16 bits.</summary>
        public int P5 { get; }

        /// <summary>dig_P6, signed 16 bits.</summary>
        public int P6 { get; }

        /// <summary>dig_P7, signed 16 bits.</summary>
        public int P7 { get; }

        /// <summary>dig_P8, signed 16 bits.</summary>
        public int P8 { get; }

        /// <summary>dig_P9, signed 16 bits.</summary>
        public int P9 { get; }

        /// <summary>dig_H1, unsigned 8 bits.</summary>
        public int H1 { get; }

        /// <summary>dig_H2, signed 16 bits.</summary>
        public int H2 { get; }

        /// <summary>dig_H3, unsigned 8 bits.</summary>
        public int H3 { get; }

        /// <summary>dig_H4, signed 12 bits: E4 is the top, the low half of E5 the rest.</summary>
        public int H4 { get; }

        /// <summary>dig_H5, signed 12 bits: E6 is the top, the high half of E5 the rest.</summary>
        public int H5 { get; }

        /// <summary>dig_H6, signed 8 bits.</summary>
        public int H6 { get; }

        /// <summary>
        /// Whether a working chip can hold these values: no chip has a zero in T1, T2 or P1, so zeros mean that nothing was read.
        /// </summary>
        public bool IsPlausible => T1 != 0 && T2 != 0 && P1 != 0;

        /// <summary>Reads the trimming values out of the chip's registers.</summary>
        /// <param name="low">Registers 0x88 to 0xA1 (<see cref="Bme280Registers.CalibrationLowBytes"/>).</param>
        /// <param name="high">Registers 0xE1 to 0xE7 (<see cref="Bme280Registers.CalibrationHighBytes"/>).</param>
        public static Bme280Calibration FromRegisters(byte[] low, byte[] high) => new Bme280Calibration(low, high);

        private static int Unsigned(byte[] bytes, int at) => bytes[at] | bytes[at + 1] << 8;

        private static int Signed(byte[] bytes, int at) => bytes[at] | SignedTop(bytes[at + 1]) * 256;

        private static int SignedTop(byte value) => value < 0x80 ? value : value - 0x100;
    }
}
