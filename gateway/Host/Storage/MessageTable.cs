using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>The messages table as the writer fills it. Used on the writer's thread only.</summary>
internal sealed class MessageTable
{
    private const string Insert =
        """
        INSERT INTO messages (key, device_id, message_id, enqueued_at_unix_ms, origin_id, system_properties, properties, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private readonly OriginTable _origins = new();
    private long _newestOffset;

    /// <summary>Finds the offset to go on behind.</summary>
    public MessageTable(StoreConnection connection, int partitions)
    {
        // Consumers may have been further than what is left of the messages: an offset is never used twice.
        _newestOffset = connection.QueryLong("SELECT MAX(offset) FROM checkpoints") ?? 0;
        for (var partition = 0; partition < partitions; partition++)
            _newestOffset = Math.Max(_newestOffset, NewestOffset(connection, partition));
    }

    /// <summary>The newest offset of a partition; 0 while it is empty.</summary>
    public static long NewestOffset(StoreConnection connection, int partition) => MessageKey.Offset(connection.QueryLong(
        "SELECT MAX(key) FROM messages WHERE key > @first AND key < @end",
        ("@first", MessageKey.Of(partition, 0)),
        ("@end", MessageKey.End(partition))) ?? 0);

    /// <summary>Inserts messages of one partition in their order, and tells of each whether it is new or a resend.</summary>
    /// <returns>The offset of the newest.</returns>
    public long InsertAll(StoreConnection connection, int partition, IReadOnlyList<Message> messages, Action<Message, bool> tell)
    {
        var insert = connection.Statement(Insert);
        foreach (var message in messages)
        {
            insert.Bind(1, MessageKey.Of(partition, _newestOffset + 1));
            insert.Bind(2, message.DeviceId.AsSpan());
            if (message.MessageId is { } id) insert.Bind(3, id.AsSpan());
            else insert.BindNull(3);
            insert.Bind(4, message.EnqueuedAtUnixMs);
            if (message.Origin.Length == 0) insert.BindNull(5);
            else insert.Bind(5, _origins.IdOf(message.Origin, connection));
            insert.Bind(6, message.SystemProperties.AsSpan(message.Origin.Length));
            insert.Bind(7, message.Properties.AsSpan());
            insert.Bind(8, message.Body.Span);
            var isNew = insert.Run() == 1;
            if (isNew) _newestOffset++;
            tell(message, isNew);
        }

        return _newestOffset;
    }

    /// <summary>A transaction was rolled back. Its offsets stay unused.</summary>
    public void Forget() => _origins.Forget();
}
