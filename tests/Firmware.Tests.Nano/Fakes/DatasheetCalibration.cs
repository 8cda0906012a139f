using Firmware.Core.Sensors;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>
    /// The trimming values of the worked example in BST-BMP280-DS001, section 3.12, and plausible ones for humidity, for which no
    /// datasheet has an example: H1=75 H2=370 H3=0 H4=313 H5=50 H6=30.
    /// </summary>
    public static class DatasheetCalibration
    {
        private static readonly int[] s_words =
        {
            27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000,
        };

        public static Bme280Calibration Value => WithHumidityBytes(0x13, 0x29, 0x03);

        /// <summary>The same with other bytes in 0xE4, 0xE5 and 0xE6, which hold H4 and H5.</summary>
        public static Bme280Calibration WithHumidityBytes(byte e4, byte e5, byte e6)
        {
            var registers = new byte[256];
            CopyTo(registers);
            registers[0xE4] = e4;
            registers[0xE5] = e5;
            registers[0xE6] = e6;
            return Of(registers);
        }

        public static Bme280Calibration Of(byte[] registers)
        {
            var low = new byte[Bme280Registers.CalibrationLowBytes];
            var high = new byte[Bme280Registers.CalibrationHighBytes];
            System.Array.Copy(registers, Bme280Registers.CalibrationLow, low, 0, low.Length);
            System.Array.Copy(registers, Bme280Registers.CalibrationHigh, high, 0, high.Length);
            return Bme280Calibration.FromRegisters(low, high);
        }

        public static void CopyTo(byte[] registers)
        {
            for (var i = 0; i < s_words.Length; i++)
            {
                registers[Bme280Registers.CalibrationLow + 2 * i] = (byte)(s_words[i] & 0xFF);
                registers[Bme280Registers.CalibrationLow + 2 * i + 1] = (byte)(s_words[i] >> 8 & 0xFF);
            }

            registers[0xA1] = 75;
            registers[0xE1] = 370 & 0xFF;
            registers[0xE2] = 370 >> 8;
            registers[0xE3] = 0;
            registers[0xE4] = 0x13; // H4 = 0x139 = 313
            registers[0xE5] = 0x29; // H5 = 0x032 = 50
            registers[0xE6] = 0x03;
            registers[0xE7] = 30;
        }
    }
}
