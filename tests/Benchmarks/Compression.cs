using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Simulation;

namespace Benchmarks;

/// <summary>
/// How many bytes a day of real indoor data takes as curve/1: one whole device in virtual time at 1 Hz, the recording's latest row
/// held until the next one, with the firmware's own bounds of 0.1 °C, 0.5 %RH and 0.2 hPa. The data is the UCI "Occupancy
/// Detection" set (Candanedo and Feldheim, 2016): a row a minute, no pressure, which is a constant here.
/// </summary>
internal static class Compression
{
    private const double JsonTarget = 100;
    private const double PackedTarget = 10;
    private const int PackedBytesPerSample = 3 * 4;

    private static readonly string[] Files = ["occupancy_datatraining.txt", "occupancy_datatest.txt", "occupancy_datatest2.txt"];

    public static IEnumerable<Measurement> Measure()
    {
        var folder = Folder();
        if (folder is null)
        {
            Console.WriteLine("  skipped: the data set is not beside the repository (../shared/data/occupancy)");
            yield break;
        }

        foreach (var file in Files)
            foreach (var measurement in Measure(Path.Combine(folder, file))) yield return measurement;
    }

    private static IEnumerable<Measurement> Measure(string file)
    {
        var options = new SimulationOptions { Devices = 1, Duration = TimeSpan.FromHours(24), Settings = Settings };
        var rows = Recording.Load(file);
        var report = FleetSimulation.Run(
            options with { Climate = _ => new RecordedClimate(rows, options.Start) }, CancellationToken.None);
        var name = Path.GetFileNameWithoutExtension(file);
        var (delivery, bytes) = (report.Delivery, (double)report.Delivery.BodyBytes);
        yield return new Measurement($"{name}, bodies of {delivery.Samples} samples", bytes, "bytes");
        yield return new Measurement($"{name}, one JSON object a reading takes", report.CompressionRatio, "times", JsonTarget, IsAtLeast: true);
        yield return new Measurement(
            $"{name}, 4-byte packed integers take", PackedBytesPerSample * delivery.Samples / bytes, "times", PackedTarget, IsAtLeast: true);
        yield return new Measurement($"{name}, largest error of temperature", delivery.TemperatureErrorMax / 100.0, "°C", report.TemperatureBound / 100.0);
        yield return new Measurement($"{name}, largest error of humidity", delivery.HumidityErrorMax / 100.0, "%RH", report.HumidityBound / 100.0);
        yield return new Measurement($"{name}, largest error of pressure", delivery.PressureErrorMax / 100.0, "hPa", report.PressureBound / 100.0);
        yield return new Measurement($"{name}, samples lost", report.Lost, "", Target: 0);
    }

    private static DeviceSettings Settings => new()
    {
        IntervalMs = 1_000,
        Telemetry = new TelemetrySettings { Format = TelemetryFormat.Curve },
    };

    // The folder of shared data stands beside the repository, where there is one.
    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", "occupancy");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
