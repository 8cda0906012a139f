using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>One connection to the store, with its statements prepared once. Not thread-safe.</summary>
internal sealed class StoreConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoreStatement> _statements = new(StringComparer.Ordinal);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteNonQuery();

    /// <summary>The first column of the first row as a number, or null where there is no row or it is NULL.</summary>
    public long? QueryLong(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteScalar() is long value ? value : null;

    /// <summary>The first column of the first row as text, or null where there is no row or it is NULL.</summary>
    public string? QueryText(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteScalar() as string;

    /// <summary>Every row, made into a value.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = new List<T>();
        using var reader = Command(sql, parameters).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Every row, made into a value, one at a time.</summary>
    public IEnumerable<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var reader = Command(sql, []).ExecuteReader();
        while (reader.Read()) yield return read(reader);
    }

    /// <summary>A statement whose parameters are bound by their place, for what runs for every message.</summary>
    public StoreStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new StoreStatement(connection.Handle!, sql);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        foreach (var command in _commands.Values) command.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command)) _commands[sql] = command = Create(sql, parameters);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Create(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made of constants of this folder and the schema; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
