using Cloud.Core.Time;

namespace Cloud.Core.Events;

/// <summary>One decoded sample of one authenticated device. At least one channel is present. Immutable.</summary>
public sealed record Reading
{
    /// <summary>The device, by the authenticated connection; what the body calls itself is not believed.</summary>
    public required string DeviceId { get; init; }

    /// <summary>When the device sampled, UTC, to the whole millisecond, in the range [2010-01-01, 2100-01-01).</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>When the hub took the event, UTC (arrival time).</summary>
    public required DateTimeOffset EnqueuedTime { get; init; }

    /// <summary>The partition the event came from.</summary>
    public required string Partition { get; init; }

    /// <summary>The event's position in its partition, or null where the batch did not say.</summary>
    public long? SequenceNumber { get; init; }

    /// <summary>Which reading of its event it is, from 0.</summary>
    public int Item { get; init; }

    /// <summary>Temperature, °C, in the range [-273.15, 2000], or null where the device left it out.</summary>
    public double? Temperature { get; init; }

    /// <summary>Relative humidity, %RH, in the range [0, 100], or null where the device left it out.</summary>
    public double? Humidity { get; init; }

    /// <summary>Pressure, hPa, in the range [0, 2000], or null where the device left it out.</summary>
    public double? Pressure { get; init; }

    /// <summary>Dew point, °C, in the range [-273.15, 2000], or null where the device does not compute it.</summary>
    public double? DewPoint { get; init; }

    /// <summary>Absolute humidity, g/m³, in the range [0, 2000], or null where the device does not compute it.</summary>
    public double? AbsoluteHumidity { get; init; }

    /// <summary>Pressure reduced to sea level, hPa, in the range [0, 5000], or null where the device does not compute it.</summary>
    public double? SeaLevelPressure { get; init; }

    /// <summary>The device's boot number, or null where it sends none.</summary>
    public long? Boot { get; init; }

    /// <summary>The message's number within the boot, from 1, or null where the device sends none.</summary>
    public long? Seq { get; init; }

    /// <summary>The sender's message id, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary>What the time policy said.</summary>
    public TimeVerdict Verdict { get; init; }

    /// <summary>
    /// The time under which windows count the reading (Stream Analytics' System.Timestamp): the event time or, adjusted by the time
    /// policy, a later one. Null where the policy dropped the reading: it is in the store and in no window.
    /// </summary>
    public DateTimeOffset? WindowTime { get; init; }
}
