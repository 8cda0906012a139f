using System.Globalization;

namespace Cloud.Tests.Functions;

/// <summary>One event as a test sends it: who, when, and what the body says.</summary>
internal sealed record TelemetryEvent(string Device, DateTimeOffset Time, string Body)
{
    public string? MessageId { get; init; }

    /// <summary>A flat/1 message; boot is 1.</summary>
    public static TelemetryEvent Flat(string device, DateTimeOffset time, int seq, double temperature) => new(
        device,
        time,
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"schema":"flat/1","deviceId":"{{device}}","timestamp":"{{time:yyyy-MM-ddTHH:mm:ss.fff}}Z","temperature":{{temperature}},"boot":1,"seq":{{seq}}}"""))
    {
        MessageId = $"{device}-1-{seq}",
    };
}
