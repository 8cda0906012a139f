using Microsoft.Data.Sqlite;
using SensorFirmware.Build;

namespace EndToEnd.Tests;

/// <summary>One of the system's databases, read as an auditor would: from outside, with SQL.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;

    private Database(string file)
    {
        SystemSqlite.EnsureBound();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite }.ToString());
        _connection.Open();
    }

    public static Database OfCloud(string dataDirectory) => new(Path.Combine(dataDirectory, "cloud", "cloud.db"));

    public static Database OfGateway(string dataDirectory) => new(Path.Combine(dataDirectory, "gateway", "gateway.db"));

    public IReadOnlyList<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql) => Rows(sql, row => row.GetInt64(0)).Single();

    public void Dispose() => _connection.Dispose();
}
