using Gateway.Host.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>
/// Checks the file of the store before it is used and, where it is damaged, saves every row that can still be read into a new one. The
/// damaged file is kept beside it.
/// </summary>
internal sealed class DamagedStore(string path, ILogger log)
{
    private const string Sound = "ok";

    // Written under this name and renamed when it is whole: a crash while saving leaves the damaged file as the store.
    private string Repaired => path + ".repaired";

    /// <summary>Repairs the store where it is damaged.</summary>
    /// <exception cref="SqliteException">Nothing can be read of it.</exception>
    public void RepairIfNeeded()
    {
        if (!File.Exists(path) && File.Exists(Repaired)) File.Move(Repaired, path);
        File.Delete(Repaired);
        if (!File.Exists(path) || Damage() is not { } damage) return;
        var rows = SaveRows();
        var kept = MoveAside();
        File.Move(Repaired, path);
        log.StoreRepaired(path, damage, rows, kept);
    }

    private string? Damage()
    {
        try
        {
            using var connection = GatewayDatabase.Open(path);
            var found = connection.QueryText("PRAGMA quick_check(1)");
            return found == Sound ? null : found;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT)
        {
            return e.Message;
        }
    }

    private long SaveRows()
    {
        PrivateFile.EnsureExists(Repaired);
        using var damaged = GatewayDatabase.Open(path);
        using var repaired = GatewayDatabase.Open(Repaired);
        Schema.MigrateTo(repaired, damaged.QueryLong("PRAGMA user_version") ?? 0);
        var tables = repaired.Query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.GetString(0));
        return tables.Sum(table => new DamagedTable(table, damaged, repaired).Save());
    }

    private string MoveAside()
    {
        var number = 1;
        while (File.Exists(Aside(number))) number++;
        // The log goes with its database: without it the file would be older than it was.
        if (File.Exists(path + "-wal")) File.Move(path + "-wal", Aside(number) + "-wal");
        File.Delete(path + "-shm");
        File.Move(path, Aside(number));
        return Aside(number);
    }

    private string Aside(int number) => $"{path}.damaged-{number}";
}
