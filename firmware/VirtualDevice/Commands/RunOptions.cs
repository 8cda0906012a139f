using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Sensor;

namespace Firmware.VirtualDevice.Commands;

/// <summary>What <c>run</c> was told, each value within its own bounds. Immutable.</summary>
internal sealed record RunOptions
{
    public string? Host { get; init; }
    public int Port { get; init; }
    public string? IdScope { get; init; }
    public string? GroupKey { get; init; }
    public string? ConnectionString { get; init; }
    public int Devices { get; init; }
    public required string Prefix { get; init; }
    public string? ReplayFile { get; init; }
    public TimeSpan Interval { get; init; }
    public int? EmaAlphaPerMille { get; init; }
    public TelemetryFormat Format { get; init; }
    public SensorChip Sensor { get; init; }
    public int Seed { get; init; }
    public string? RootsFile { get; init; }
    public required string StateDirectory { get; init; }

    /// <summary>How long to sample, or null for until Ctrl+C.</summary>
    public TimeSpan? Duration { get; init; }
    public bool Verbose { get; init; }
}
