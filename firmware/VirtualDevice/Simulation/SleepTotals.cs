namespace Firmware.VirtualDevice.Simulation;

/// <summary>What sleeping cost, summed over devices. Immutable.</summary>
/// <param name="Wakes">Boots and wakes.</param>
/// <param name="Sends">Those of them that looked for the network.</param>
/// <param name="FlashWrites">Writes of flash slots, erasing included.</param>
public readonly record struct SleepTotals(long Wakes, long Sends, long FlashWrites)
{
    /// <summary>What the chip takes asleep, in mA. ESP32 Series Datasheet, power consumption by power modes: RTC timer and memory.</summary>
    public const double AsleepMa = 0.010;

    /// <summary>What the chip takes awake without radio, in mA. The same table: modem-sleep, 160 MHz, at most.</summary>
    public const double AwakeMa = 44;

    /// <summary>What the chip takes with the radio on, in mA. The same datasheet, RF power consumption: receiving 95 to 100 mA, and to spare for sending.</summary>
    public const double RadioMa = 120;

    /// <summary>How long a wake without sending takes, in s: an assumption, for no figure of nanoFramework's start is known.</summary>
    public const double WakeSeconds = 1.5;

    /// <summary>
    /// How long the radio is on in a wake that sends, in s: address, TLS and MQTT up 6.3 s after the start in the log of
    /// Azure-Samples/iot-middleware-freertos-samples for an ESP32, and 1 s of listening.
    /// </summary>
    public const double SendSeconds = 7.3;

    /// <summary>The sum of both.</summary>
    public SleepTotals Plus(SleepTotals other) =>
        new(Wakes + other.Wakes, Sends + other.Sends, FlashWrites + other.FlashWrites);

    /// <summary>The chip's charge for a device and a day, in mAh, by the figures above; a board's regulator and LEDs come on top.</summary>
    /// <param name="deviceDays">How many devices times days were simulated.</param>
    public double ChargeMah(double deviceDays) =>
        24 * AsleepMa + (Wakes * WakeSeconds * AwakeMa + Sends * SendSeconds * RadioMa) / 3_600 / deviceDays;
}
