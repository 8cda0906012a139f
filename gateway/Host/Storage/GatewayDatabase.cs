using Gateway.Host.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SensorFirmware.Build;

namespace Gateway.Host.Storage;

/// <summary>The one file in which a gateway keeps what must survive it: gateway.db, SQLite in WAL mode. Thread-safe.</summary>
internal sealed class GatewayDatabase
{
    private const string FileName = "gateway.db";
    private readonly string _path;

    /// <summary>Opens the file, creates it when missing, and brings its tables to the present version.</summary>
    /// <exception cref="GatewayStartException">The file is no gateway's, or a newer gateway's.</exception>
    public GatewayDatabase(string directory)
    {
        SystemSqlite.EnsureBound();
        _path = PathIn(directory);
        PrivateFile.EnsureExists(_path);
        try
        {
            using var connection = Open();
            Schema.Migrate(connection, _path);
        }
        catch (SqliteException e)
        {
            throw Unusable(_path, e);
        }
    }

    /// <summary>Opens the file after it was checked, and repaired where it is damaged; for the one gateway that has the directory.</summary>
    /// <exception cref="GatewayStartException">As above, or nothing can be saved of it.</exception>
    public static GatewayDatabase OpenChecked(string directory, ILogger log)
    {
        SystemSqlite.EnsureBound();
        var path = PathIn(directory);
        try
        {
            new DamagedStore(path, log).RepairIfNeeded();
        }
        catch (SqliteException e)
        {
            throw Unusable(path, e);
        }

        return new GatewayDatabase(directory);
    }

    /// <summary>Where a data directory has its store.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>Opens a connection of the caller's own. A connection is not thread-safe.</summary>
    public StoreConnection Open() => Open(_path);

    /// <summary>Opens a connection to a file that is there.</summary>
    public static StoreConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
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

    private static GatewayStartException Unusable(string path, SqliteException cause) =>
        new($"{path} cannot be opened ({cause.Message}); restore it from a backup, or choose another data directory", cause);
}
