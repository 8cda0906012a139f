namespace Gateway.Core.CloudToDevice;

/// <summary>A message that waits for a device. Immutable while its body's memory is.</summary>
public sealed record CloudMessage
{
    /// <summary>Its place in the store, rising; 0 until it is stored.</summary>
    public long Sequence { get; init; }

    /// <summary>The device it is for.</summary>
    public required string DeviceId { get; init; }

    /// <summary>
    /// System and application properties as the device sees them in the topic: "$.mid", "$.to", "$.exp", "iothub-ack", and the sender's own.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; }

    /// <summary>When it is too late to deliver it, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long ExpiresAtUnixMs { get; init; }

    /// <summary>The body, at most <see cref="CloudToDeviceLimits.MessageBytesMax"/> with its properties.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
