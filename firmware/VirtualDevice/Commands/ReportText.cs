using System.Globalization;
using Firmware.VirtualDevice.Simulation;

namespace Firmware.VirtualDevice.Commands;

/// <summary>A simulation's report as lines of name and value.</summary>
internal static class ReportText
{
    public static IEnumerable<string> Lines(SimulationReport report)
    {
        var (device, delivery) = (report.Device, report.Delivery);
        yield return Line("samples", $"{device.Samples:N0} ({device.Boots:N0} boots)");
        yield return Line("messages", $"{delivery.Messages:N0} ({delivery.Repeats:N0} repeats, {delivery.Gaps:N0} gaps, {delivery.Alarms:N0} alarms)");
        yield return Line("bytes", $"{delivery.BodyBytes:N0}");
        yield return Line("compression", $"{report.CompressionRatio:F2} to 1 against one flat/1 body a sample");
        yield return Line(
            "maximum error", Triple(delivery.TemperatureErrorMax, delivery.HumidityErrorMax, delivery.PressureErrorMax));
        yield return Line("bound", Triple(report.TemperatureBound, report.HumidityBound, report.PressureBound));
        yield return Line("dropped", $"{device.Dropped:N0} messages by outboxes, {device.LostWithPower:N0} with the power");
        yield return Line("lost", $"{report.Lost:N0} samples; {report.Unaccounted:N0} messages not accounted for");
        yield return Line("wrong", $"{delivery.Wrong:N0}");
        yield return Line("missed", $"{device.Missed:N0}");
        yield return Line("rejected", $"{device.Rejected:N0}");
        yield return Line("bus errors", $"{device.BusErrors:N0}");
        yield return Line("reconnects", $"{device.Reconnects:N0}");
        if (report.Sleep.Wakes > 0) yield return Line("asleep", Sleep(report.Sleep, report.DeviceDays, report.Options.Charge));
        yield return Line("sha256", $"{report.UplinkSha256}");
        yield return Line("speed", $"{report.DevicesPerSecond:N1} devices/s, {report.SamplesPerSecond:N0} samples/s");
        yield return Line("time", $"{report.WallTime.TotalSeconds:F1} s on {report.Options.Threads} threads");
    }

    private static FormattableString Sleep(SleepTotals sleep, double days, ChargeFigures charge) =>
        $"{sleep.Wakes / days:N1} wakes, {sleep.Sends / days:N1} sends, {sleep.FlashWrites / days:N1} flash writes, {sleep.ChargeMah(days, charge):F1} mAh a device and day";

    private static FormattableString Triple(int temperature, int humidity, int pressure) =>
        $"{temperature / 100m} °C, {humidity / 100m} %RH, {pressure / 100m} hPa";

    private static string Line(string name, FormattableString value) => $"{name,-14} {value.ToString(CultureInfo.InvariantCulture)}";
}
