using Microsoft.Data.Sqlite;
using SensorFirmware.Build;

namespace Cloud.Functions.Storage;

/// <summary>
/// The file <c>cloud.db</c> and how its connections are opened. The writer's are WAL with synchronous=FULL, so that what was
/// answered with 2xx survives a power cut; readers see the last commit and never block the writer. Thread-safe.
/// </summary>
internal sealed class CloudDatabase
{
    /// <summary>The store's file name inside the data directory.</summary>
    public const string FileName = "cloud.db";

    /// <summary>How long a statement waits for another process's lock, in seconds; inside one process nothing contends.</summary>
    private const int BusySeconds = 10;

    private readonly string _path;

    private CloudDatabase(string path) => _path = path;

    /// <summary>Makes the folder and the file where they are absent, and brings the schema up to date.</summary>
    /// <exception cref="IOException">The directory or the file cannot be written, or a newer version wrote it.</exception>
    public static CloudDatabase Open(string directory)
    {
        SystemSqlite.EnsureBound();
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            var database = new CloudDatabase(path);
            using var connection = database.OpenWriter();
            Schema.Migrate(connection);
            return database;
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the store {path} cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>Opens the connection of the one writer.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Opens a connection that can only read.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = mode,
            DefaultTimeout = BusySeconds,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
