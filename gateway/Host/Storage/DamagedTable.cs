using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>One table of a damaged store: its rows are read from both ends up to where they can no longer be read.</summary>
internal sealed class DamagedTable(string name, StoreConnection damaged, StoreConnection repaired)
{
    private readonly string[] _columns = [.. Columns(repaired, name, keyOnly: false)];

    /// <summary>Copies what can be read.</summary>
    /// <returns>How many rows that is.</returns>
    public long Save()
    {
        repaired.Execute("BEGIN IMMEDIATE");
        var key = string.Join(", ", Columns(repaired, name, keyOnly: true));
        var saved = Copy($"ORDER BY {key}", out var isWhole);
        if (!isWhole) saved += Copy("ORDER BY " + key.Replace(",", " DESC,", StringComparison.Ordinal) + " DESC", out _);
        repaired.Execute("COMMIT");
        return saved;
    }

    private long Copy(string order, out bool isWhole)
    {
        var places = string.Join(", ", _columns.Select((_, place) => "@" + place.ToString(CultureInfo.InvariantCulture)));
        var insert = $"INSERT INTO {name} ({string.Join(", ", _columns)}) VALUES ({places}) ON CONFLICT DO NOTHING";
        var (saved, wasThere) = (0L, false);
        try
        {
            foreach (var row in damaged.Read($"SELECT {string.Join(", ", _columns)} FROM {name} {order}", Values))
            {
                if (repaired.Execute(insert, row) == 1) saved++;
                else wasThere = true;
                if (wasThere) break;
            }

            isWhole = true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            // From here on it cannot be read, or what is read is no row of this table.
            isWhole = false;
        }

        return saved;
    }

    private (string Name, object? Value)[] Values(SqliteDataReader row) =>
        [.. _columns.Select((_, place) => ("@" + place.ToString(CultureInfo.InvariantCulture), row.IsDBNull(place) ? null : row.GetValue(place)))];

    private static List<string> Columns(StoreConnection connection, string table, bool keyOnly) => connection.Query(
        $"SELECT name FROM pragma_table_info('{table}') {(keyOnly ? "WHERE pk > 0 ORDER BY pk" : "ORDER BY cid")}", row => row.GetString(0));
}
