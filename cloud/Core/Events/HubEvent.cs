namespace Cloud.Core.Events;

/// <summary>One event of an Event Hubs partition as IoT Hub stamps it, its body not yet decoded. Immutable.</summary>
public sealed record HubEvent
{
    /// <summary>The position inside the partition, strictly increasing, or null where the batch did not say.</summary>
    public long? SequenceNumber { get; init; }

    /// <summary>The authenticated device (<c>iothub-connection-device-id</c>), or null where no hub vouched for one.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Arrival time, UTC: when the hub took the event, or null where the batch did not say.</summary>
    public DateTimeOffset? EnqueuedTime { get; init; }

    /// <summary>The sender's message id (<c>$.mid</c>), identical for every resend, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary>The application properties; names are case-sensitive.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>The body as text; bytes that were not UTF-8 appear as U+FFFD.</summary>
    public required string Body { get; init; }

    private static readonly Dictionary<string, string> NoProperties = [];
}
