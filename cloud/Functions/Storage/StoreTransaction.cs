using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>
/// One transaction, with a gate that is passed before every statement and on both sides of the commit: a test's gate fails the
/// n-th passage, n = 1, 2, 3 ..., as a full disk or a power cut would. Not thread-safe.
/// </summary>
internal sealed class StoreTransaction(SqliteConnection connection, Action? gate) : IDisposable
{
    private readonly SqliteTransaction _transaction = connection.BeginTransaction();

    public void Run(PreparedStatement statement, params ReadOnlySpan<object?> values)
    {
        gate?.Invoke();
        statement.Run(_transaction, values);
    }

    public void Commit()
    {
        gate?.Invoke();
        _transaction.Commit();
        gate?.Invoke();
    }

    /// <summary>Rolls back what was not committed.</summary>
    public void Dispose() => _transaction.Dispose();
}
