using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>Counts what the store holds. Thread-safe: every report opens its own connection.</summary>
internal sealed class ReportReader(CloudDatabase database)
{
    /// <summary>Counts everything as of one commit.</summary>
    public StoreReport Read()
    {
        using var connection = database.OpenReader();
        using var snapshot = connection.BeginTransaction(deferred: true);
        return new StoreReport(
            Number(connection, "SELECT COUNT(*) FROM readings"),
            Number(connection, "SELECT COUNT(*) FROM dead_letters"),
            Number(connection, "SELECT COALESCE(SUM(value), 0) FROM counters WHERE name = 'duplicates'"),
            Number(connection, "SELECT COUNT(*) FROM (SELECT DISTINCT device_id, window_ms, window_end FROM window_averages)"),
            Number(connection, "SELECT COUNT(*) FROM anomalies"),
            Alerts(connection));
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static List<AlertReport> Alerts(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, device_id, rule, opened_at, resolved_at FROM alerts ORDER BY opened_at, id";
        using var rows = command.ExecuteReader();
        var alerts = new List<AlertReport>();
        while (rows.Read())
            alerts.Add(new AlertReport(rows.GetString(0), rows.GetString(1), rows.GetString(2), Time(rows, 3), rows.IsDBNull(4) ? null : Time(rows, 4)));
        return alerts;
    }

    private static DateTimeOffset Time(SqliteDataReader rows, int column) => DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(column));
}
