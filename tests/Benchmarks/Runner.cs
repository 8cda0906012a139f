using Benchmarks.HubLoad;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>Runs what the command line names, or everything that is quick, and prints a line for each number.</summary>
internal static class Runner
{
    private static readonly Benchmark[] All =
    [
        new("sampling", IsLong: false, SamplingStep.Measure),
        new("memory", IsLong: false, LiveState.Measure),
        new("compression", IsLong: false, Compression.Measure),
        new("simulate", IsLong: false, () => SimulatedFleet.Measure(devices: 400)),
        new("simulate-all", IsLong: true, () => SimulatedFleet.Measure(SimulatedFleet.TargetDevices)),
        new("gateway", IsLong: true, HubLoadRun.Measure),
    ];

    /// <summary>Runs.</summary>
    /// <returns>0 when every target was met, 1 when not, 2 for a name that there is not.</returns>
    public static int Run(string[] names, TextWriter output, TextWriter errors)
    {
        if (names.FirstOrDefault(name => All.All(benchmark => benchmark.Name != name)) is { } unknown)
        {
            errors.WriteLine($"error: there is no benchmark '{unknown}'; there are {string.Join(", ", All.Select(one => one.Name))}");
            return 2;
        }

        output.WriteLine($"{Machine()}, {RuntimeInformation.FrameworkDescription}{Warning}");
        var misses = 0;
        foreach (var benchmark in All.Where(one => names.Length == 0 ? !one.IsLong : names.Contains(one.Name)))
        {
            output.WriteLine(benchmark.Name);
            foreach (var measurement in benchmark.Run())
            {
                output.WriteLine(measurement);
                if (measurement.Passes == false) misses++;
            }
        }

        return misses == 0 ? 0 : 1;
    }

    private static string Warning =>
#if DEBUG
        "; not optimised: run it with -c Release";
#else
        "";
#endif

    private static string Machine() => $"{Environment.ProcessorCount} x {ProcessorName()}, {RuntimeInformation.OSDescription}";

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var model = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model is null ? RuntimeInformation.ProcessArchitecture.ToString() : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
