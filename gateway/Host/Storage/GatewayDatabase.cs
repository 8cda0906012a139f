using Gateway.Host.Configuration;
using Microsoft.Data.Sqlite;
using SensorFirmware.Build;

namespace Gateway.Host.Storage;

/// <summary>The one file in which a gateway keeps what must survive it: gateway.db, SQLite in WAL mode. Thread-safe.</summary>
internal sealed class GatewayDatabase
{
    private const string FileName = "gateway.db";
    private readonly string _connectionString;

    /// <summary>Opens the file, creates it when missing, and brings its tables to the present version.</summary>
    /// <exception cref="GatewayStartException">The file is no gateway's, or a newer gateway's.</exception>
    public GatewayDatabase(string directory)
    {
        SystemSqlite.EnsureBound();
        var path = PathIn(directory);
        PrivateFile.EnsureExists(path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        try
        {
            using var connection = Open();
            Schema.Migrate(connection, path);
        }
        catch (SqliteException e)
        {
            throw new GatewayStartException(
                $"{path} cannot be opened ({e.Message}); restore it from a backup, or choose another data directory", e);
        }
    }

    /// <summary>Where a data directory has its store.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>Opens a connection of the caller's own. A connection is not thread-safe.</summary>
    public StoreConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            var opened = new StoreConnection(connection);
            opened.Execute("PRAGMA journal_mode=WAL");
            // FULL: a commit returns only after the log reached the disk, so PUBACK may follow it.
            opened.Execute("PRAGMA synchronous=FULL");
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
