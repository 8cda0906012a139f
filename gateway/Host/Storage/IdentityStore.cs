using Gateway.Core.Registry;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>The identities table. Thread-safe.</summary>
internal sealed class IdentityStore(StoreWriter writer) : IDeviceRegistry
{
    private const string Select =
        """
        SELECT device_id, generation_id, primary_key, secondary_key, is_enabled, created_at_unix_ms, updated_at_unix_ms
        FROM identities WHERE device_id = @device
        """;

    private const string Upsert =
        """
        INSERT INTO identities (device_id, generation_id, primary_key, secondary_key, is_enabled, created_at_unix_ms, updated_at_unix_ms)
        VALUES (@device, @generation, @primary, @secondary, @enabled, @created, @updated)
        ON CONFLICT (device_id) DO UPDATE SET
          primary_key = excluded.primary_key, secondary_key = excluded.secondary_key, updated_at_unix_ms = excluded.updated_at_unix_ms
        """;

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity?> FindAsync(string deviceId, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Find(connection, deviceId), cancellation);

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity> EnrollAsync(DeviceIdentity identity, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Enroll(connection, identity), cancellation);

    private static DeviceIdentity? Find(StoreConnection connection, string deviceId) =>
        connection.Query(Select, Read, ("@device", deviceId)).SingleOrDefault();

    private static DeviceIdentity Enroll(StoreConnection connection, DeviceIdentity identity)
    {
        connection.Execute(
            Upsert,
            ("@device", identity.DeviceId),
            ("@generation", identity.GenerationId),
            ("@primary", identity.PrimaryKey.ToArray()),
            ("@secondary", identity.SecondaryKey.ToArray()),
            ("@enabled", identity.IsEnabled),
            ("@created", identity.CreatedAtUnixMs),
            ("@updated", identity.UpdatedAtUnixMs));
        return Find(connection, identity.DeviceId)!;
    }

    private static DeviceIdentity Read(SqliteDataReader row) => new()
    {
        DeviceId = row.GetString(0),
        GenerationId = row.GetString(1),
        PrimaryKey = row.GetFieldValue<byte[]>(2),
        SecondaryKey = row.GetFieldValue<byte[]>(3),
        IsEnabled = row.GetBoolean(4),
        CreatedAtUnixMs = row.GetInt64(5),
        UpdatedAtUnixMs = row.GetInt64(6),
    };
}
