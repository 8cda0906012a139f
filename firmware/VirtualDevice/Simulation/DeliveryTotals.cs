namespace Firmware.VirtualDevice.Simulation;

/// <summary>What arrived at the hub, summed over devices. Immutable.</summary>
/// <param name="Messages">Messages, repeats included.</param>
/// <param name="BodyBytes">The bytes of their bodies.</param>
/// <param name="Alarms">Edge alarms, each counted once.</param>
/// <param name="Gaps">Messages that stand for dropped ones.</param>
/// <param name="Repeats">Messages that had arrived before.</param>
/// <param name="Samples">Samples, each counted once.</param>
/// <param name="FlatBytes">The bytes that those samples take as one flat/1 body each.</param>
/// <param name="Wrong">Messages that do not belong to an accepted sample; not 0 is a defect of the firmware.</param>
/// <param name="TemperatureErrorMax">The largest distance to an accepted sample, in hundredths of a °C.</param>
/// <param name="HumidityErrorMax">The largest distance to an accepted sample, in hundredths of a %RH.</param>
/// <param name="PressureErrorMax">The largest distance to an accepted sample, in hundredths of a hPa.</param>
public readonly record struct DeliveryTotals(
    long Messages,
    long BodyBytes,
    long Alarms,
    long Gaps,
    long Repeats,
    long Samples,
    long FlatBytes,
    long Wrong,
    int TemperatureErrorMax,
    int HumidityErrorMax,
    int PressureErrorMax)
{
    /// <summary>The sums of both, and the larger of their errors.</summary>
    public DeliveryTotals Plus(DeliveryTotals other) => new(
        Messages + other.Messages,
        BodyBytes + other.BodyBytes,
        Alarms + other.Alarms,
        Gaps + other.Gaps,
        Repeats + other.Repeats,
        Samples + other.Samples,
        FlatBytes + other.FlatBytes,
        Wrong + other.Wrong,
        Math.Max(TemperatureErrorMax, other.TemperatureErrorMax),
        Math.Max(HumidityErrorMax, other.HumidityErrorMax),
        Math.Max(PressureErrorMax, other.PressureErrorMax));

    internal static DeliveryTotals Of(HubLedger ledger) => new(
        ledger.Messages,
        ledger.BodyBytes,
        ledger.Alarms,
        ledger.Gaps,
        ledger.Repeats,
        ledger.Samples,
        ledger.FlatBytes,
        ledger.Wrong,
        ledger.MaxError.Temperature,
        ledger.MaxError.Humidity,
        ledger.MaxError.Pressure);
}
