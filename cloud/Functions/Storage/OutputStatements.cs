using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Cloud.Core.Windows;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>
/// Writes readings, window rows, anomalies and alerts. They are plain inserts: a row that is there already would mean that an
/// event was processed twice, and then the transaction must fail. Not thread-safe.
/// </summary>
internal sealed class OutputStatements(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatement _reading = new(
        connection,
        """
        INSERT INTO readings (partition, sequence_number, item, device_id, event_time, window_time, temperature, humidity, pressure,
            boot, seq, message_id, enqueued)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        13);

    private readonly PreparedStatement _window = new(
        connection,
        """
        INSERT INTO window_averages (device_id, window_ms, window_end, channel, count, average, minimum, maximum)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        8);

    private readonly PreparedStatement _anomaly = new(
        connection,
        "INSERT INTO anomalies (device_id, event_time, detector, channel, value, score) VALUES ($1, $2, $3, $4, $5, $6)",
        6);

    // An alert's row follows its life; what it opened with never changes.
    private readonly PreparedStatement _alert = new(
        connection,
        """
        INSERT INTO alerts (id, device_id, rule, channel, opened_at, updated_at, resolved_at, value, message)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, resolved_at = excluded.resolved_at, value = excluded.value,
            message = excluded.message
        """,
        9);

    public void Write(StoreTransaction transaction, ProcessorOutput output)
    {
        foreach (var reading in output.Readings) Write(transaction, reading);
        foreach (var row in output.WindowRows) Write(transaction, row);
        foreach (var row in output.Anomalies) Write(transaction, row);
        foreach (var alert in output.AlertChanges) Write(transaction, alert);
    }

    public void Dispose()
    {
        _reading.Dispose();
        _window.Dispose();
        _anomaly.Dispose();
        _alert.Dispose();
    }

    private void Write(StoreTransaction transaction, Reading reading) => transaction.Run(
        _reading, reading.Partition, reading.SequenceNumber, (long)reading.Item, reading.DeviceId, UnixMs(reading.EventTime),
        UnixMs(reading.WindowTime), reading.Temperature, reading.Humidity, reading.Pressure, reading.Boot, reading.Seq, reading.MessageId,
        UnixMs(reading.EnqueuedTime));

    private void Write(StoreTransaction transaction, WindowRow row) => transaction.Run(
        _window, row.DeviceId, (long)row.Size.TotalMilliseconds, UnixMs(row.End), ChannelNames.Of(row.Channel), row.Count, row.Average,
        row.Minimum, row.Maximum);

    private void Write(StoreTransaction transaction, AnomalyRow row) => transaction.Run(
        _anomaly, row.DeviceId, UnixMs(row.Time), row.Detector, ChannelNames.Of(row.Channel), row.Value, row.Score);

    private void Write(StoreTransaction transaction, Alert alert) => transaction.Run(
        _alert, alert.Id, alert.DeviceId, alert.Rule, ChannelNames.Of(alert.Channel), UnixMs(alert.OpenedAt), UnixMs(alert.UpdatedAt),
        UnixMs(alert.ResolvedAt), alert.Value, alert.Message);

    private static long UnixMs(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? UnixMs(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
