namespace Firmware.VirtualDevice.Simulation;

/// <summary>What sleeping cost, summed over devices. Immutable.</summary>
/// <param name="Wakes">Boots and wakes.</param>
/// <param name="Sends">Those of them that looked for the network.</param>
/// <param name="FlashWrites">Writes of flash slots, erasing included.</param>
public readonly record struct SleepTotals(long Wakes, long Sends, long FlashWrites)
{
    /// <summary>The sum of both.</summary>
    public SleepTotals Plus(SleepTotals other) =>
        new(Wakes + other.Wakes, Sends + other.Sends, FlashWrites + other.FlashWrites);

    /// <summary>The charge for a device and a day, in mAh; a board's regulator and LEDs come on top.</summary>
    /// <param name="deviceDays">How many devices times days were simulated.</param>
    /// <param name="figures">What a device takes.</param>
    public double ChargeMah(double deviceDays, ChargeFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var awake = Wakes * figures.WakeSeconds * figures.AwakeMa + Sends * figures.SendSeconds * figures.RadioMa;
        return 24 * figures.AsleepMa + awake / 3_600 / deviceDays;
    }
}
