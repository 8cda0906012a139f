using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gateway.Host.Storage;

/// <summary>
/// A prepared statement for what runs for every message: values go to SQLite without boxes, parameter names or readers. Not thread-safe.
/// </summary>
internal sealed class StoreStatement : IDisposable
{
    private const int StackBytesMax = 1_024;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public StoreStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out _statement), database);
    }

    /// <summary>Binds a number to the parameter at a place, counted from 1.</summary>
    public void Bind(int place, long value) => Check(raw.sqlite3_bind_int64(_statement, place, value));

    /// <summary>Binds NULL.</summary>
    public void BindNull(int place) => Check(raw.sqlite3_bind_null(_statement, place));

    /// <summary>Binds a text.</summary>
    public void Bind(int place, ReadOnlySpan<char> value)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = bytesMax > StackBytesMax ? ArrayPool<byte>.Shared.Rent(bytesMax) : null;
        Span<byte> bytes = rented is null ? stackalloc byte[StackBytesMax] : rented;
        Check(raw.sqlite3_bind_text(_statement, place, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Binds bytes; an empty span is an empty blob.</summary>
    public void Bind(int place, ReadOnlySpan<byte> value) => Check(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, place, 0) : raw.sqlite3_bind_blob(_statement, place, value));

    /// <summary>Runs the statement with what is bound.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        var done = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (done != raw.SQLITE_DONE) Check(reset);
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
