using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>Drops a partition's messages from its old end. Used on the writer's thread only.</summary>
internal sealed class PartitionTrim(int partition)
{
    /// <summary>What a row of the messages table weighs, as SQL.</summary>
    public const string RowBytes = "LENGTH(body) + LENGTH(system_properties) + LENGTH(properties)";

    // Each checkpoint of at most 100 messages may drop more than it moves, so the table shrinks whenever it may.
    private const int DroppedAtOnceMax = 500;

    // The newest message stays: from its time a restarted gateway knows how far its clock was.
    private const string Oldest =
        $"""
        SELECT key, enqueued_at_unix_ms, {RowBytes} FROM messages
        WHERE key > @first AND key < (SELECT MAX(key) FROM messages WHERE key > @first AND key < @end)
        ORDER BY key LIMIT @max
        """;

    private const string Taken =
        """
        SELECT MIN(checkpoints.offset) FROM checkpoints JOIN consumers ON consumers.name = checkpoints.consumer
        WHERE checkpoints.partition = @partition AND consumers.is_retired = 0
        """;

    private long? _oldestUnixMs;

    /// <summary>When the oldest message was enqueued; <see cref="long.MaxValue"/> when none may go.</summary>
    public long OldestUnixMs(StoreConnection connection) =>
        _oldestUnixMs ?? ReadOldest(connection, max: 1).Select(row => row.EnqueuedAtUnixMs).FirstOrDefault(long.MaxValue);

    /// <summary>Drops from the oldest on, up to the first that may not go.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="takenBefore">A message that every consumer took may go when it was enqueued before this time, in Unix ms.</param>
    /// <param name="waitingBefore">A message that some consumer waits for may go when it was enqueued before this one.</param>
    public Trimmed Drop(StoreConnection connection, long takenBefore, long waitingBefore)
    {
        if (_oldestUnixMs >= Math.Max(takenBefore, waitingBefore)) return default;
        var taken = MessageKey.Of(partition, connection.QueryLong(Taken, ("@partition", partition)) ?? 0);
        var rows = ReadOldest(connection, DroppedAtOnceMax);
        var gone = rows.TakeWhile(row => row.EnqueuedAtUnixMs < (row.Key <= taken ? takenBefore : waitingBefore)).ToList();
        _oldestUnixMs = gone.Count < rows.Count ? rows[gone.Count].EnqueuedAtUnixMs : null;
        if (gone.Count == 0) return default;
        connection.Execute(
            "DELETE FROM messages WHERE key > @first AND key <= @last", ("@first", MessageKey.Of(partition, 0)), ("@last", gone[^1].Key));
        return new Trimmed(gone.Sum(row => row.Bytes), gone.Count(row => row.Key > taken), gone.Count == DroppedAtOnceMax);
    }

    /// <summary>A transaction was rolled back: what was read in it is not so.</summary>
    public void Forget() => _oldestUnixMs = null;

    private List<Row> ReadOldest(StoreConnection connection, int max) => connection.Query(
        Oldest, Row.Read, ("@first", MessageKey.Of(partition, 0)), ("@end", MessageKey.End(partition)), ("@max", max));

    private readonly record struct Row(long Key, long EnqueuedAtUnixMs, long Bytes)
    {
        public static Row Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
