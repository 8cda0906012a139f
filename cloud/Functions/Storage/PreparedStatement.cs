using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>One statement, compiled once and run for many rows; its parameters are $1, $2, ... in order. Not thread-safe.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public PreparedStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var index = 1; index <= parameters; index++) _command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
        _command.Prepare();
    }

    /// <summary>Runs the statement inside the connection's open transaction.</summary>
    public void Run(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        _command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++) _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
