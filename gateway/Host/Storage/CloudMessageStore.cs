using System.Text.Json;
using Gateway.Core.CloudToDevice;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>The cloud_messages table. Thread-safe.</summary>
internal sealed class CloudMessageStore(StoreWriter writer) : ICloudMessageStore
{
    private const string Insert =
        """
        INSERT INTO cloud_messages (device_id, expires_at_unix_ms, deliveries, properties, body)
        VALUES (@device, @expires, 0, @properties, @body)
        RETURNING sequence
        """;

    private const string DeleteOver =
        "DELETE FROM cloud_messages WHERE device_id = @device AND (expires_at_unix_ms <= @now OR deliveries >= @max)";

    // RETURNING promises no order, so what was counted is read after it.
    private const string Count =
        """
        UPDATE cloud_messages SET deliveries = deliveries + 1 WHERE sequence IN (
          SELECT sequence FROM cloud_messages WHERE device_id = @device AND sequence > @after ORDER BY sequence LIMIT @max)
        """;

    private const string Select =
        """
        SELECT sequence, device_id, expires_at_unix_ms, properties, body
        FROM cloud_messages WHERE device_id = @device AND sequence > @after ORDER BY sequence LIMIT @max
        """;

    /// <inheritdoc/>
    public Task<long?> AddAsync(CloudMessage message, DateTimeOffset now, CancellationToken cancellation) =>
        writer.RunAsync(connection => Add(connection, message, now), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CloudMessage>> TakeAsync(
        string deviceId, long after, int max, DateTimeOffset now, CancellationToken cancellation) =>
        writer.RunAsync<IReadOnlyList<CloudMessage>>(connection => Take(connection, deviceId, after, max, now), cancellation);

    /// <inheritdoc/>
    public Task CompleteAsync(long sequence, CancellationToken cancellation) => writer.RunAsync(
        connection => connection.Execute("DELETE FROM cloud_messages WHERE sequence = @sequence", ("@sequence", sequence)),
        cancellation);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(string deviceId, CancellationToken cancellation) => writer.RunAsync(
        connection => connection.Execute("DELETE FROM cloud_messages WHERE device_id = @device", ("@device", deviceId)), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, int>> CountAsync(string? deviceId, CancellationToken cancellation) =>
        writer.RunAsync<IReadOnlyDictionary<string, int>>(
            connection => connection.Query(
                "SELECT device_id, COUNT(*) FROM cloud_messages WHERE @device IS NULL OR device_id = @device GROUP BY device_id",
                row => (DeviceId: row.GetString(0), Count: row.GetInt32(1)),
                ("@device", deviceId)).ToDictionary(row => row.DeviceId, row => row.Count, StringComparer.Ordinal),
            cancellation);

    private static long? Add(StoreConnection connection, CloudMessage message, DateTimeOffset now)
    {
        DropOver(connection, message.DeviceId, now);
        var pending = connection.QueryLong("SELECT COUNT(*) FROM cloud_messages WHERE device_id = @device", ("@device", message.DeviceId));
        if (pending >= CloudToDeviceLimits.PendingMax) return null;
        return connection.QueryLong(
            Insert,
            ("@device", message.DeviceId),
            ("@expires", message.ExpiresAtUnixMs),
            ("@properties", JsonSerializer.Serialize(message.Properties)),
            ("@body", message.Body.ToArray()));
    }

    private static List<CloudMessage> Take(StoreConnection connection, string deviceId, long after, int max, DateTimeOffset now)
    {
        DropOver(connection, deviceId, now);
        var counted = connection.Execute(Count, ("@device", deviceId), ("@after", after), ("@max", max));
        return counted == 0
            ? []
            : connection.Query(Select, Read, ("@device", deviceId), ("@after", after), ("@max", max));
    }

    private static void DropOver(StoreConnection connection, string deviceId, DateTimeOffset now) => connection.Execute(
        DeleteOver, ("@device", deviceId), ("@now", now.ToUnixTimeMilliseconds()), ("@max", CloudToDeviceLimits.DeliveriesMax));

    private static CloudMessage Read(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        DeviceId = row.GetString(1),
        ExpiresAtUnixMs = row.GetInt64(2),
        Properties = JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(row.GetString(3))!,
        Body = row.GetFieldValue<byte[]>(4),
    };
}
