using Gateway.Core.StoreAndForward;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>Reads one partition in order, beside the writer. Not thread-safe.</summary>
internal sealed class PartitionReader(StoreConnection connection, int partition) : IDisposable
{
    private const string Next =
        """
        SELECT offset, device_id, message_id, enqueued_at_unix_ms, system_properties, properties, body
        FROM messages WHERE partition = @partition AND offset > @after ORDER BY offset LIMIT @max
        """;

    /// <summary>The messages that follow an offset, at most as many as asked for.</summary>
    public IReadOnlyList<StoredMessage> ReadAfter(long offset, int max) =>
        connection.Query(Next, Read, ("@partition", partition), ("@after", offset), ("@max", max));

    /// <summary>How far a consumer is; 0 before its first checkpoint.</summary>
    public long Checkpoint(string consumer) => connection.QueryLong(
        "SELECT offset FROM checkpoints WHERE consumer = @consumer AND partition = @partition",
        ("@consumer", consumer),
        ("@partition", partition)) ?? 0;

    public void Dispose() => connection.Dispose();

    private static StoredMessage Read(SqliteDataReader row) => new(row.GetInt64(0), new Message
    {
        DeviceId = row.GetString(1),
        MessageId = row.IsDBNull(2) ? null : row.GetString(2),
        EnqueuedAtUnixMs = row.GetInt64(3),
        SystemProperties = row.GetString(4),
        Properties = row.GetString(5),
        Body = row.GetFieldValue<byte[]>(6),
    });
}
