using Cloud.Core.Checkpoints;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>
/// The one writer: everything that one call of the processor puts out, what it must remember, and how far it has read go into one
/// transaction. After an exception the writer is to be disposed and the processor restored from the store. Not thread-safe.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Action? _gate;
    private readonly OutputStatements _outputs;
    private readonly CheckpointStatements _checkpoints;
    private readonly DeadLetterStatements _deadLetters;

    public StoreWriter(CloudDatabase database, Action? gate = null)
    {
        _connection = database.OpenWriter();
        _gate = gate;
        _outputs = new OutputStatements(_connection);
        _checkpoints = new CheckpointStatements(_connection);
        _deadLetters = new DeadLetterStatements(_connection);
    }

    /// <summary>Commits what the processor put out; it is durable when this returns.</summary>
    public void Commit(ProcessorOutput output)
    {
        using var transaction = new StoreTransaction(_connection, _gate);
        _outputs.Write(transaction, output);
        _deadLetters.Write(transaction, output.DeadLetters);
        _checkpoints.Write(transaction, output);
        _checkpoints.Count(transaction, StoreCounts.Of(output));
        transaction.Commit();
    }

    /// <summary>Keeps a request that was no batch at all, as one dead letter; the same request again changes nothing.</summary>
    public void CommitRefusedRequest(ReadOnlyMemory<byte> body, string problem, DateTimeOffset now)
    {
        using var transaction = new StoreTransaction(_connection, _gate);
        _deadLetters.WriteRefusedRequest(transaction, body, problem, now);
        transaction.Commit();
    }

    public void Dispose()
    {
        _outputs.Dispose();
        _checkpoints.Dispose();
        _deadLetters.Dispose();
        _connection.Dispose();
    }
}
