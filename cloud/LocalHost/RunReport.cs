using System.Text.Json;
using System.Text.Json.Serialization;
using Firmware.VirtualDevice.Commands;

namespace Cloud.LocalHost;

/// <summary>What one run did, as <c>--report</c> writes it. Counts are of this run alone. Immutable.</summary>
public sealed record RunReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>When the run began, on the shared clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Samples that the devices took and accepted.</summary>
    public required long SamplesMade { get; init; }

    /// <summary>Messages that the gateway acknowledged to a device.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages that the gateway committed to its store.</summary>
    public required long MessagesStored { get; init; }

    /// <summary>Readings of this run's samples that are in the cloud's store, each counted once.</summary>
    public required long EventsProcessed { get; init; }

    /// <summary>Samples made that are not in the cloud's store.</summary>
    public long Lost => SamplesMade - EventsProcessed;

    /// <summary>Messages that arrived more than once and were recognised; none of them is counted twice.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Window rows in the store.</summary>
    public required long Windows { get; init; }

    /// <summary>Anomaly rows in the store.</summary>
    public required long Anomalies { get; init; }

    /// <summary>Every alert in the store.</summary>
    public required IReadOnlyList<AlertLine> Alerts { get; init; }

    /// <summary>How long the run took, in real seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>The report in one line.</summary>
    [JsonIgnore]
    public string Summary =>
        $"samples {SamplesMade}, sent {MessagesSent}, stored {MessagesStored}, processed {EventsProcessed}, lost {Lost}, duplicates {Duplicates}, "
        + $"windows {Windows}, anomalies {Anomalies}, alerts {Alerts.Count}, {WallSeconds} s";

    /// <summary>Finds out before the run whether the report can be written after it.</summary>
    /// <exception cref="UsageException">The report's folder does not exist.</exception>
    public static void CheckFolder(string? file)
    {
        if (file is null) return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder)) throw new UsageException($"--report: the folder {folder} does not exist");
    }

    /// <summary>Writes the report as JSON, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var whole = Path.Combine(folder, $".{Path.GetFileName(file)}.{Environment.ProcessId}");
        File.WriteAllText(whole, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(whole, file, overwrite: true);
    }
}

/// <summary>One alert in the report. Immutable.</summary>
/// <param name="Device">The device it is about.</param>
/// <param name="Rule">The rule that raised it.</param>
/// <param name="OpenedAt">The event time at which its condition began.</param>
/// <param name="ResolvedAt">The event time at which it was resolved; null while it is open.</param>
public sealed record AlertLine(string Device, string Rule, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt);
