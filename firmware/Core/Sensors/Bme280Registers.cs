namespace Firmware.Core.Sensors
{
    /// <summary>The BME280's register addresses, bits and reset values (BST-BME280-DS002, section 5.3 and 5.4).</summary>
    public static class Bme280Registers
    {
        /// <summary>Calibration T1 to P9 and H1, little endian (section 4.2.2).</summary>
        public const byte CalibrationLow = 0x88;

        /// <summary>Bytes from <see cref="CalibrationLow"/>: 0x88 to 0xA1; 0xA0 is unused.</summary>
        public const int CalibrationLowBytes = 26;

        /// <summary>The chip's identity (section 5.4.1).</summary>
        public const byte Id = 0xD0;

        /// <summary>What <see cref="Id"/> holds on a BME280; a BMP280 holds 0x58, a BME680 0x61.</summary>
        public const byte ChipId = 0x60;

        /// <summary>Soft reset (section 5.4.2).</summary>
        public const byte Reset = 0xE0;

        /// <summary>The only value <see cref="Reset"/> acts on.</summary>
        public const byte ResetCommand = 0xB6;

        /// <summary>Calibration H2 to H6 (section 4.2.2).</summary>
        public const byte CalibrationHigh = 0xE1;

        /// <summary>Bytes from <see cref="CalibrationHigh"/>: 0xE1 to 0xE7.</summary>
        public const int CalibrationHighBytes = 7;

        /// <summary>
        /// osrs_h in bits 2 to 0; takes effect with the next write of <see cref="CtrlMeas"/> (section 5.4.3). Resets to 0.
        /// </summary>
        public const byte CtrlHum = 0xF2;

        /// <summary>The chip's state (section 5.4.4).</summary>
        public const byte Status = 0xF3;

        /// <summary>In <see cref="Status"/>: a conversion is running.</summary>
        public const byte StatusMeasuring = 0x08;

        /// <summary>In <see cref="Status"/>: calibration is being copied from the chip's memory, at power-on and reset.</summary>
        public const byte StatusImUpdate = 0x01;

        /// <summary>osrs_t in bits 7 to 5, osrs_p in 4 to 2, mode in 1 and 0 (section 5.4.5). Resets to 0.</summary>
        public const byte CtrlMeas = 0xF4;

        /// <summary>In <see cref="CtrlMeas"/>: the bits of the mode; 0 is sleep.</summary>
        public const byte ModeMask = 0x03;

        /// <summary>In <see cref="CtrlMeas"/>: one conversion of every channel, then sleep (section 3.3.3).</summary>
        public const byte ModeForced = 0x01;

        /// <summary>t_sb in bits 7 to 5, filter in 4 to 2, spi3w_en in 0; ignored unless asleep (section 5.4.6). Resets to 0.</summary>
        public const byte Config = 0xF5;

        /// <summary>The raw readings: pressure, temperature (20 bits each), humidity (16 bits), big endian (section 4).</summary>
        public const byte Data = 0xF7;

        /// <summary>
        /// Bytes from <see cref="Data"/>: 0xF7 to 0xFE, to be read in one burst so that they belong together (section 4.1).
        /// </summary>
        public const int DataBytes = 8;

        /// <summary>The raw temperature or pressure of a channel that was not measured (sections 5.4.7 and 5.4.8).</summary>
        public const int SkippedAdc20 = 0x80000;

        /// <summary>The raw humidity when it was not measured (section 5.4.9).</summary>
        public const int SkippedAdc16 = 0x8000;
    }
}
