using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Simulation;

namespace Benchmarks;

/// <summary>How fast a fleet goes in virtual time: the whole firmware of every device, a day, with faults.</summary>
internal static class SimulatedFleet
{
    public const int TargetDevices = 10_000;

    private const double TargetMinutes = 5;

    /// <summary>Simulates so many devices; fewer than all are extrapolated, since each device costs the same.</summary>
    public static IEnumerable<Measurement> Measure(int devices)
    {
        var options = new SimulationOptions
        {
            Devices = devices,
            Duration = TimeSpan.FromHours(24),
            Seed = 42,
            Faults = FaultRates.Default,
            Settings = new DeviceSettings { Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve } },
        };
        var processorBefore = Environment.CpuUsage.TotalTime;
        var report = FleetSimulation.Run(options, CancellationToken.None);
        var processor = Environment.CpuUsage.TotalTime - processorBefore;
        yield return new Measurement("samples", report.Device.Samples, "");
        yield return new Measurement("samples a second", report.SamplesPerSecond, "");
        yield return new Measurement("devices a second", report.DevicesPerSecond, "");
        yield return new Measurement("processor time of one sample", processor.TotalNanoseconds / report.Device.Samples, "ns");
        yield return new Measurement("messages whose loss was not counted", report.Unaccounted, "", Target: 0);
        yield return new Measurement(
            $"{TargetDevices} devices, by processor time over two cores", processor.TotalMinutes / devices * TargetDevices / 2, "min");
        yield return new Measurement(
            $"{TargetDevices} devices for 24 h at 10 s, by the clock on the wall", TargetDevices / report.DevicesPerSecond / 60, "min", TargetMinutes);
    }
}
