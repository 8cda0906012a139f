namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// The BME280's memory map, from its datasheet (BST-BME280-DS002, section 5.3, table 18) and on purpose not from the
/// driver under test: the two meet only on the wire.
/// </summary>
internal static class Bme280Registers
{
    public const byte CalibrationLow = 0x88;
    public const byte CalibrationHumidity1 = 0xA1;
    public const byte CalibrationHigh = 0xE1;
    public const byte ChipId = 0xD0;
    public const byte Reset = 0xE0;
    public const byte CtrlHum = 0xF2;
    public const byte Status = 0xF3;
    public const byte CtrlMeas = 0xF4;
    public const byte Config = 0xF5;
    public const byte Pressure = 0xF7;
    public const byte Temperature = 0xFA;
    public const byte Humidity = 0xFD;

    /// <summary>Section 5.4.2: the only value of the reset register that does something.</summary>
    public const byte ResetValue = 0xB6;

    /// <summary>Section 5.4.4, bit 3: a conversion is running.</summary>
    public const byte StatusMeasuring = 0x08;

    /// <summary>Section 5.4.4, bit 0: the calibration is being copied from the non-volatile memory.</summary>
    public const byte StatusImUpdate = 0x01;

    /// <summary>Section 5.4.3, bits 7 to 3: reserved.</summary>
    public const byte CtrlHumReserved = 0xF8;

    /// <summary>Section 5.4.6, bit 1: reserved.</summary>
    public const byte ConfigReserved = 0x02;

    /// <summary>Sections 5.4.7 and 5.4.8: the reading of a skipped channel, 20 bits.</summary>
    public const int Skipped20 = 0x80000;

    /// <summary>Section 5.4.9: the reading of a skipped humidity, 16 bits.</summary>
    public const int Skipped16 = 0x8000;
}
