namespace Firmware.VirtualDevice.Simulation;

/// <summary>What a device takes asleep, awake and with the radio on: inputs of an estimate, of the chip alone. Immutable.</summary>
public sealed record ChargeFigures
{
    /// <summary>The current asleep, in mA.</summary>
    /// <value>
    /// The default is 0.010: the ESP32 with RTC timer and RTC memory (table "Power Consumption by Power Modes" of Espressif's module
    /// datasheets); a BME280 adds 0.0001 asleep (BME280 Data sheet, BST-BME280-DS002, key features).
    /// </value>
    public double AsleepMa { get; init; } = 0.010;

    /// <summary>The current awake with the radio off, in mA.</summary>
    /// <value>
    /// The default is 68, the upper end of 30 to 68 at 240 MHz ("Power Consumption (ESP32)" of the Deneyap Kart documentation, after
    /// the datasheet's table; a module datasheet says 30 to 50): nf-interpreter's builds for the ESP32 set 240 MHz
    /// (CONFIG_ESP_DEFAULT_CPU_FREQ_MHZ_240).
    /// </value>
    public double AwakeMa { get; init; } = 68;

    /// <summary>The mean current with the radio on, in mA.</summary>
    /// <value>
    /// The default is 120, an assumption: receiving takes 95 to 110, sending 160 to 240 (the same documentation; "Current Consumption
    /// Depending on RF Modes" of the ESP32-PICO-ZERO's datasheet), and a device that connects mostly listens.
    /// </value>
    public double RadioMa { get; init; } = 120;

    /// <summary>How long a wake takes without sending, in s.</summary>
    /// <value>The default is 1.5, an assumption: no figure of nanoFramework's start is known.</value>
    public double WakeSeconds { get; init; } = 1.5;

    /// <summary>How long the radio is on in a wake that sends, in s.</summary>
    /// <value>
    /// The default is 7.3: address, TLS and MQTT up 6.3 s after the start in the log of Azure-Samples/iot-middleware-freertos-samples
    /// for an ESP32, and 1 s of listening.
    /// </value>
    public double SendSeconds { get; init; } = 7.3;
}
