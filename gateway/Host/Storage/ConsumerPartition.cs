using Gateway.Core.StoreAndForward;
using Gateway.Core.Upstream;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>
/// One partition as one consumer group reads it: in the order of the offsets, beside the writer. For one caller at a time.
/// </summary>
internal sealed class ConsumerPartition : IUpstreamPartition, IDisposable
{
    private const string Next =
        """
        SELECT key, device_id, message_id, enqueued_at_unix_ms,
          COALESCE(origins.system_properties, '') || messages.system_properties, properties, body
        FROM messages LEFT JOIN origins ON origins.id = messages.origin_id
        WHERE key > @after AND key < @end ORDER BY key LIMIT @max
        """;

    private readonly string _consumer;
    private readonly StoreConnection _connection;
    private readonly MessageStore _messages;

    /// <summary>Opens a partition; the connection is its own from here on.</summary>
    public ConsumerPartition(string consumer, int number, StoreConnection connection, MessageStore messages)
    {
        (_consumer, Number, _connection, _messages) = (consumer, number, connection, messages);
        Checkpoint = ReadCheckpoint();
    }

    /// <summary>The partition's number, from 0.</summary>
    public int Number { get; }

    /// <summary>The newest checkpoint that is durable.</summary>
    public Checkpoint Checkpoint { get; private set; }

    /// <summary>The newest offset that is stored.</summary>
    public long NewestOffset => _messages.Progress(Number).Offset;

    /// <summary>Waits until a message is stored whose offset is higher.</summary>
    public Task WaitForNewerAsync(long offset, CancellationToken cancellation) =>
        _messages.Progress(Number).WaitAsync(offset + 1, cancellation);

    /// <summary>The messages that follow an offset, at most as many as asked for; fewer than that are all there are.</summary>
    /// <exception cref="SqliteException">The store cannot be read now.</exception>
    public IReadOnlyList<StoredMessage> ReadAfter(long offset, int max) =>
        _connection.Query(Next, Read, ("@after", MessageKey.Of(Number, offset)), ("@end", MessageKey.End(Number)), ("@max", max));

    /// <summary>Keeps the consumer's place; messages that every consumer left behind may go from then on.</summary>
    /// <exception cref="SqliteException">The store cannot be written now; the checkpoint is the one before.</exception>
    public Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation) => SaveAsync(checkpoint, [], cancellation);

    /// <summary>Keeps the consumer's place and, in the same transaction, the messages that it gives up.</summary>
    /// <exception cref="SqliteException">The store cannot be written now; nothing is kept.</exception>
    public async Task SaveAsync(Checkpoint checkpoint, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellation)
    {
        await _messages.SaveCheckpointAsync(_consumer, Number, checkpoint, deadLetters, cancellation);
        Checkpoint = checkpoint;
    }

    public void Dispose() => _connection.Dispose();

    private Checkpoint ReadCheckpoint() => _connection.Query(
        "SELECT offset, state FROM checkpoints WHERE consumer = @consumer AND partition = @partition",
        row => new Checkpoint(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1)),
        ("@consumer", _consumer),
        ("@partition", Number)).SingleOrDefault(Checkpoint.Start);

    private static StoredMessage Read(SqliteDataReader row) => new(MessageKey.Offset(row.GetInt64(0)), new Message
    {
        DeviceId = row.GetString(1),
        MessageId = row.IsDBNull(2) ? null : row.GetString(2),
        EnqueuedAtUnixMs = row.GetInt64(3),
        SystemProperties = row.GetString(4),
        Properties = row.GetString(5),
        Body = row.GetFieldValue<byte[]>(6),
    });
}
