namespace Firmware.VirtualDevice.Sensor;

/// <summary>One conversion's result as the data registers hold it. Immutable.</summary>
/// <param name="Pressure">20 bits.</param>
/// <param name="Temperature">20 bits.</param>
/// <param name="Humidity">16 bits.</param>
internal readonly record struct RawReadings(int Pressure, int Temperature, int Humidity)
{
    /// <summary>The registers' state after power-on, before any conversion: every channel skipped.</summary>
    public static RawReadings Skipped { get; } =
        new(Bme280Registers.Skipped20, Bme280Registers.Skipped20, Bme280Registers.Skipped16);

    /// <summary>Fills 0xF7..0xFE: 20-bit readings as msb, lsb and xlsb[7:4] (BST-BME280-DS002, sections 5.4.7 to 5.4.9).</summary>
    public void WriteTo(Span<byte> memory)
    {
        Write20(memory[Bme280Registers.Pressure..], Pressure);
        Write20(memory[Bme280Registers.Temperature..], Temperature);
        memory[Bme280Registers.Humidity] = (byte)(Humidity >> 8);
        memory[Bme280Registers.Humidity + 1] = (byte)Humidity;
    }

    private static void Write20(Span<byte> at, int value)
    {
        at[0] = (byte)(value >> 12);
        at[1] = (byte)(value >> 4);
        at[2] = (byte)(value << 4);
    }
}
