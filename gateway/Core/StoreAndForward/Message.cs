namespace Gateway.Core.StoreAndForward;

/// <summary>A message on its way into the store. Immutable while its body's memory is, so safe for use by several threads.</summary>
public sealed record Message
{
    /// <summary>The authenticated device that sent it; also the partition key.</summary>
    public required string DeviceId { get; init; }

    /// <summary>What identifies it within its device, or null; a second message with the same id is a resend of the first.</summary>
    public required string? MessageId { get; init; }

    /// <summary>When it was received, in ms since 1970-01-01T00:00:00Z.</summary>
    public required long EnqueuedAtUnixMs { get; init; }

    /// <summary>The system properties as a JSON object of strings.</summary>
    public required string SystemProperties { get; init; }

    /// <summary>
    /// The beginning of <see cref="SystemProperties"/> as far as all messages of one sender have it in common, and the same object for
    /// all of them, so that a store keeps it once; empty where there is none.
    /// </summary>
    /// <value>The default is empty.</value>
    public string Origin { get; init; } = "";

    /// <summary>The application properties as a JSON object of strings.</summary>
    public required string Properties { get; init; }

    /// <summary>The body, untouched.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the message weighs in the store, in bytes: body and properties, without the origin.</summary>
    public long StoredBytes => Body.Length + SystemProperties.Length - Origin.Length + Properties.Length;
}
