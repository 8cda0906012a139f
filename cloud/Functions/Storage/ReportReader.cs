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
            connection.Number("SELECT COUNT(*) FROM readings"),
            connection.Number("SELECT COUNT(*) FROM dead_letters"),
            connection.Number("SELECT COALESCE(SUM(value), 0) FROM counters WHERE name = $1", StoreCounts.Duplicates),
            connection.Number("SELECT COUNT(*) FROM (SELECT DISTINCT device_id, window_ms, window_end FROM window_averages)"),
            connection.Number("SELECT COUNT(*) FROM anomalies"),
            connection.Rows("SELECT id, device_id, rule, opened_at, resolved_at FROM alerts ORDER BY opened_at, id", Alert));
    }

    /// <summary>Counts the readings of one device and boot.</summary>
    public long CountReadings(string deviceId, int boot)
    {
        using var connection = database.OpenReader();
        return connection.Number("SELECT COUNT(*) FROM readings WHERE device_id = $1 AND boot = $2", deviceId, boot);
    }

    private static AlertReport Alert(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.Time(3), row.TimeOrNull(4));
}
