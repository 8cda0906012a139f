using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>
/// The dead_letters table: what consumers gave up, with the reason, bounded in bytes; when full, the oldest go. Written on the writer's
/// thread only.
/// </summary>
internal sealed class DeadLetterStore(GatewayLimits limits, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO dead_letters (consumer, reason, rejected_at_unix_ms, offset, device_id, message_id, enqueued_at_unix_ms,
          system_properties, properties, body)
        VALUES (@consumer, @reason, @rejected, @offset, @device, @message, @enqueued, @system, @properties, @body)
        """;

    private const string Bytes = "LENGTH(body) + LENGTH(system_properties) + LENGTH(properties)";

    private const string DeleteOldest =
        $"DELETE FROM dead_letters WHERE id = (SELECT MIN(id) FROM dead_letters) RETURNING {Bytes}";

    private long? _bytes;

    /// <summary>Keeps one, inside the caller's transaction.</summary>
    public void Add(StoreConnection connection, string consumer, DeadLetter letter)
    {
        var message = letter.Message.Message;
        var bytes = Stored(connection) + message.StoredBytes;
        connection.Execute(
            Insert,
            ("@consumer", consumer),
            ("@reason", letter.Reason),
            ("@rejected", clock.GetUtcNow().ToUnixTimeMilliseconds()),
            ("@offset", letter.Message.Offset),
            ("@device", message.DeviceId),
            ("@message", message.MessageId),
            ("@enqueued", message.EnqueuedAtUnixMs),
            ("@system", message.SystemProperties),
            ("@properties", message.Properties),
            ("@body", message.Body.ToArray()));
        while (bytes > limits.DeadLetterBytesMax && connection.QueryLong(DeleteOldest) is { } dropped) bytes -= dropped;
        _bytes = bytes;
    }

    /// <summary>A transaction was rolled back: what was counted in it is not so.</summary>
    public void Forget() => _bytes = null;

    private long Stored(StoreConnection connection) =>
        _bytes ?? connection.QueryLong($"SELECT SUM({Bytes}) FROM dead_letters") ?? 0;
}
