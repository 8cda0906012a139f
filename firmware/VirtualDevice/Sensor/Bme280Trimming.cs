using System.Buffers.Binary;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// A chip's trimming parameters, burnt in at the factory, and the compensation by them in double precision
/// (BST-BME280-DS002, section 4.2.2, table 16, and appendix A, section 8.1). Immutable.
/// </summary>
internal sealed record Bme280Trimming
{
    /// <summary>The example of BST-BMP280-DS001, section 3.12; the datasheets have none for humidity.</summary>
    public static Bme280Trimming Example { get; } = new();

    public ushort T1 { get; init; } = 27504;
    public short T2 { get; init; } = 26435;
    public short T3 { get; init; } = -1000;
    public ushort P1 { get; init; } = 36477;
    public short P2 { get; init; } = -10685;
    public short P3 { get; init; } = 3024;
    public short P4 { get; init; } = 2855;
    public short P5 { get; init; } = 140;
    public short P6 { get; init; } = -7;
    public short P7 { get; init; } = 15500;
    public short P8 { get; init; } = -14600;
    public short P9 { get; init; } = 6000;
    public byte H1 { get; init; } = 75;
    public short H2 { get; init; } = 370;
    public byte H3 { get; init; }

    /// <summary>12 bits, signed.</summary>
    public short H4 { get; init; } = 313;

    /// <summary>12 bits, signed.</summary>
    public short H5 { get; init; } = 50;
    public sbyte H6 { get; init; } = 30;

    /// <summary>Fills calib00..calib25 at 0x88 and calib26..calib32 at 0xE1.</summary>
    public void WriteTo(Span<byte> memory)
    {
        ReadOnlySpan<short> words = [(short)T1, T2, T3, (short)P1, P2, P3, P4, P5, P6, P7, P8, P9];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(memory[(Bme280Registers.CalibrationLow + 2 * i)..], words[i]);
        memory[0xA1] = H1;
        BinaryPrimitives.WriteInt16LittleEndian(memory[0xE1..], H2);
        memory[0xE3] = H3;
        memory[0xE4] = (byte)(H4 >> 4);
        memory[0xE5] = (byte)((H4 & 0x0F) | (H5 << 4));
        memory[0xE6] = (byte)(H5 >> 4);
        memory[0xE7] = (byte)H6;
    }

    /// <summary>The fine temperature, 5120 to the °C, from a 20-bit reading. Grows with the reading.</summary>
    public double FineTemperature(double raw)
    {
        var coarse = (raw / 16384 - T1 / 1024.0) * T2;
        var fine = raw / 131072 - T1 / 8192.0;
        return coarse + fine * fine * T3;
    }

    /// <summary>The temperature in °C from a 20-bit reading. Grows with the reading.</summary>
    public double TemperatureC(double raw) => FineTemperature(raw) / 5120;

    /// <summary>The pressure in hPa from a 20-bit reading. Falls as the reading grows.</summary>
    public double PressureHPa(double raw, double fineTemperature)
    {
        var var1 = fineTemperature / 2 - 64000;
        var var2 = var1 * var1 * P6 / 32768 + var1 * P5 * 2;
        var2 = var2 / 4 + P4 * 65536.0;
        var1 = (P3 * var1 * var1 / 524288 + P2 * var1) / 524288;
        var1 = (1 + var1 / 32768) * P1;
        var pressure = (1048576 - raw - var2 / 4096) * 6250 / var1;
        var1 = P9 * pressure * pressure / 2147483648;
        var2 = pressure * P8 / 32768;
        return (pressure + (var1 + var2 + P7) / 16) / 100;
    }

    /// <summary>The relative humidity in %, not limited to [0, 100], from a 16-bit reading. Grows with the reading up to 100 %.</summary>
    public double HumidityPercent(double raw, double fineTemperature)
    {
        var t = fineTemperature - 76800;
        var humidity = (raw - (H4 * 64.0 + H5 / 16384.0 * t))
            * (H2 / 65536.0 * (1 + H6 / 67108864.0 * t * (1 + H3 / 67108864.0 * t)));
        return humidity * (1 - H1 * humidity / 524288);
    }
}
