namespace Gateway.Core.Upstream;

/// <summary>What one unit of an IoT Hub takes in a day. Immutable.</summary>
/// <param name="Name">The tier's name.</param>
/// <param name="MessagesPerDay">Metered messages per unit and day (UTC).</param>
/// <param name="MeterBytes">A longer message counts once for every so many bytes.</param>
/// <remarks>Source: Microsoft, "IoT Hub quotas and throttling" and "Azure IoT Hub pricing".</remarks>
public sealed record HubTier(string Name, long MessagesPerDay, int MeterBytes)
{
    /// <summary>All tiers: F1, S1, S2 and S3.</summary>
    public static IReadOnlyList<HubTier> All { get; } =
    [
        new("F1", 8_000, 512), new("S1", 400_000, 4_096), new("S2", 6_000_000, 4_096), new("S3", 300_000_000, 4_096),
    ];

    /// <summary>A tier by its name, in any case, or null.</summary>
    public static HubTier? Find(string name) => All.FirstOrDefault(tier => tier.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How often a message counts, at least once.</summary>
    /// <param name="bytes">Its body, the values of its system properties, and its application properties.</param>
    public long Meter(long bytes) => Math.Max(1, (bytes + MeterBytes - 1) / MeterBytes);
}
