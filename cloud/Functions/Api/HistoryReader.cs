using Cloud.Functions.Storage;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Api;

/// <summary>Reads what the API shows from the store. Thread-safe: every call opens its own connection and sees the last commit.</summary>
internal sealed class HistoryReader(CloudDatabase database)
{
    private const string ReadingColumns = "device_id, event_time, temperature, humidity, pressure, boot, seq";

    private const string AlertColumns = "id, device_id, rule, channel, opened_at, updated_at, resolved_at, value, message";

    /// <summary>Every device with its latest reading, by id.</summary>
    public List<DeviceView> Devices()
    {
        using var connection = database.OpenReader();
        return connection
            .Rows("SELECT device_id FROM device_states ORDER BY device_id", row => row.GetString(0))
            .ConvertAll(device => new DeviceView(device, Latest(connection, device)));
    }

    /// <summary>Whether the device has ever been heard of.</summary>
    public bool Knows(string device)
    {
        using var connection = database.OpenReader();
        return connection.Number("SELECT EXISTS (SELECT 1 FROM device_states WHERE device_id = $1)", device) == 1;
    }

    /// <summary>The newest readings of a device in a range, oldest first.</summary>
    public List<ReadingView> Readings(string device, TimeRange range)
    {
        using var connection = database.OpenReader();
        return Reversed(connection.Rows(
            $"""
            SELECT {ReadingColumns} FROM readings WHERE device_id = $1 AND event_time BETWEEN $2 AND $3
            ORDER BY event_time DESC, sequence_number DESC LIMIT $4
            """,
            Reading, device, range.FromUnixMs, range.ToUnixMs, range.Limit));
    }

    /// <summary>The newest windows of a device that end in a range, oldest first.</summary>
    public List<AverageView> Averages(string device, TimeSpan window, TimeRange range)
    {
        using var connection = database.OpenReader();
        var rows = connection.Rows(
            """
            SELECT window_end, channel, count, average, minimum, maximum FROM window_averages
            WHERE device_id = $1 AND window_ms = $2 AND window_end IN (
                SELECT DISTINCT window_end FROM window_averages WHERE device_id = $1 AND window_ms = $2 AND window_end BETWEEN $3 AND $4
                ORDER BY window_end DESC LIMIT $5)
            ORDER BY window_end, channel
            """,
            row => (End: row.Time(0), Channel: row.GetString(1), Average: Average(row)),
            device, (long)window.TotalMilliseconds, range.FromUnixMs, range.ToUnixMs, range.Limit);
        return [.. rows.GroupBy(row => row.End).Select(end =>
            AverageView.Of(device, window.TotalSeconds, end.Key, end.ToDictionary(row => row.Channel, row => row.Average)))];
    }

    /// <summary>The newest anomalies in a range, of one device or of all, oldest first.</summary>
    public List<AnomalyView> Anomalies(string? device, TimeRange range)
    {
        using var connection = database.OpenReader();
        return Reversed(connection.Rows(
            $"""
            SELECT device_id, event_time, detector, channel, value, score FROM anomalies
            WHERE event_time BETWEEN $2 AND $3 {OfDevice(device)} ORDER BY event_time DESC LIMIT $4
            """,
            row => new AnomalyView(row.GetString(0), row.Time(1), row.GetString(2), row.GetString(3), row.GetDouble(4), row.GetDouble(5)),
            device, range.FromUnixMs, range.ToUnixMs, range.Limit));
    }

    /// <summary>The newest alerts opened in a range, of one device or of all, newest first.</summary>
    public List<AlertView> Alerts(AlertFilter filter, string? device, TimeRange range)
    {
        var state = filter switch
        {
            AlertFilter.Open => "AND resolved_at IS NULL",
            AlertFilter.Resolved => "AND resolved_at IS NOT NULL",
            _ => "",
        };
        using var connection = database.OpenReader();
        return connection.Rows(
            $"""
            SELECT {AlertColumns} FROM alerts
            WHERE opened_at BETWEEN $2 AND $3 {OfDevice(device)} {state} ORDER BY opened_at DESC, id LIMIT $4
            """,
            Alert, device, range.FromUnixMs, range.ToUnixMs, range.Limit);
    }

    // Two statements rather than one with "$1 IS NULL OR ...", so that each finds its index.
    private static string OfDevice(string? device) => device is null ? "" : "AND device_id = $1";

    private static ReadingView? Latest(SqliteConnection connection, string device) => connection.Rows(
        $"SELECT {ReadingColumns} FROM readings WHERE device_id = $1 ORDER BY event_time DESC, sequence_number DESC LIMIT 1",
        Reading, device).FirstOrDefault();

    private static ReadingView Reading(SqliteDataReader row) => new(
        row.GetString(0), row.Time(1), row.NumberOrNull(2), row.NumberOrNull(3), row.NumberOrNull(4), row.IntegerOrNull(5), row.IntegerOrNull(6));

    private static ChannelAverage Average(SqliteDataReader row) =>
        new(row.GetInt64(2), row.GetDouble(3), row.GetDouble(4), row.GetDouble(5));

    private static AlertView Alert(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.Time(5), row.TimeOrNull(6), row.GetDouble(7),
        row.GetString(8));

    private static List<T> Reversed<T>(List<T> rows)
    {
        rows.Reverse();
        return rows;
    }
}
