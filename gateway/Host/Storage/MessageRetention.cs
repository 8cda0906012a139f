namespace Gateway.Host.Storage;

/// <summary>
/// Bounds the messages table: a message goes once every consumer took it and its retention is over; near the limit, as soon as every
/// consumer took it. What a consumer still needs is never dropped. Used on the writer's thread only.
/// </summary>
internal sealed class MessageRetention
{
    // Each checkpoint of at most 100 messages may drop more than it moves, so the table shrinks whenever it may.
    private const int DroppedAtOnceMax = 500;

    private const string Bytes = "SELECT SUM(LENGTH(body) + LENGTH(system_properties) + LENGTH(properties)) FROM messages";

    // The newest message stays: from its time a restarted gateway knows how far its clock was.
    private const string Expired =
        """
         WHERE offset IN (
          SELECT offset FROM messages
          WHERE partition = @partition
            AND offset <= (
              SELECT MIN(checkpoints.offset) FROM checkpoints JOIN consumers ON consumers.name = checkpoints.consumer
              WHERE checkpoints.partition = @partition AND consumers.is_retired = 0)
            AND offset < (SELECT MAX(offset) FROM messages)
            AND enqueued_at_unix_ms < @before
          ORDER BY offset LIMIT @max)
        """;

    private readonly int _partitions;
    private readonly GatewayLimits _limits;
    private readonly TimeProvider _clock;
    private long? _bytes;

    public MessageRetention(StoreConnection connection, int partitions, GatewayLimits limits, TimeProvider clock)
    {
        (_partitions, _limits, _clock) = (partitions, limits, clock);
        StoredBytes(connection);
    }

    /// <summary>Whether a message fits, after all that every consumer took has made way for it where necessary.</summary>
    public bool HasRoomFor(long bytes, StoreConnection connection)
    {
        if (StoredBytes(connection) + bytes <= _limits.StoredBytesMax) return true;
        for (var partition = 0; partition < _partitions; partition++) Drop(partition, long.MaxValue, connection);
        return StoredBytes(connection) + bytes <= _limits.StoredBytesMax;
    }

    /// <summary>Counts a message that was added.</summary>
    public void Add(long bytes) => _bytes += bytes;

    /// <summary>Drops messages of a partition whose time is over.</summary>
    public void DropExpired(int partition, StoreConnection connection) =>
        Drop(partition, (_clock.GetUtcNow() - _limits.MessageRetention).ToUnixTimeMilliseconds(), connection);

    /// <summary>A transaction was rolled back: what was counted in it is not so.</summary>
    public void Forget() => _bytes = null;

    private long StoredBytes(StoreConnection connection) => _bytes ??= connection.QueryLong(Bytes) ?? 0;

    private void Drop(int partition, long beforeUnixMs, StoreConnection connection)
    {
        var dropped = connection.QueryLong(
            Bytes + Expired, ("@partition", partition), ("@before", beforeUnixMs), ("@max", DroppedAtOnceMax));
        if (dropped is not { } bytes) return;
        connection.Execute(
            "DELETE FROM messages" + Expired, ("@partition", partition), ("@before", beforeUnixMs), ("@max", DroppedAtOnceMax));
        _bytes = StoredBytes(connection) - bytes;
    }
}
