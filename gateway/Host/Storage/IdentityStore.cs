using Gateway.Core.Registry;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>The identities table. Thread-safe.</summary>
internal sealed class IdentityStore(StoreWriter writer) : IDeviceRegistry
{
    private const string Sas = "sas";
    private const string SelfSigned = "selfSigned";
    private const string CertificateAuthority = "certificateAuthority";

    private const string Select =
        """
        SELECT client_id, generation_id, authentication, primary_key, secondary_key, primary_thumbprint, secondary_thumbprint,
          is_enabled, status_reason, created_at_unix_ms, updated_at_unix_ms, version
        FROM identities WHERE client_id = @client
        """;

    private const string Upsert =
        """
        INSERT INTO identities (client_id, generation_id, authentication, primary_key, secondary_key, primary_thumbprint,
          secondary_thumbprint, is_enabled, status_reason, created_at_unix_ms, updated_at_unix_ms, version)
        VALUES (@client, @generation, @authentication, @primaryKey, @secondaryKey, @primaryThumbprint,
          @secondaryThumbprint, @enabled, @reason, @created, @updated, 1)
        ON CONFLICT (client_id) DO UPDATE SET
          authentication = excluded.authentication, primary_key = excluded.primary_key, secondary_key = excluded.secondary_key,
          primary_thumbprint = excluded.primary_thumbprint, secondary_thumbprint = excluded.secondary_thumbprint,
          updated_at_unix_ms = excluded.updated_at_unix_ms, version = version + 1
        """;

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity?> FindAsync(string clientId, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Find(connection, clientId), cancellation);

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity> EnrollAsync(DeviceIdentity identity, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Enroll(connection, identity), cancellation);

    private static DeviceIdentity? Find(StoreConnection connection, string clientId) =>
        connection.Query(Select, Read, ("@client", clientId)).SingleOrDefault();

    private static DeviceIdentity Enroll(StoreConnection connection, DeviceIdentity identity)
    {
        var keys = identity.Authentication as Authentication.SymmetricKeys;
        var thumbprints = identity.Authentication as Authentication.Thumbprints;
        connection.Execute(
            Upsert,
            ("@client", identity.ClientId),
            ("@generation", identity.GenerationId),
            ("@authentication", NameOf(identity.Authentication)),
            ("@primaryKey", keys?.Primary.ToArray()),
            ("@secondaryKey", keys?.Secondary.ToArray()),
            ("@primaryThumbprint", thumbprints?.Primary),
            ("@secondaryThumbprint", thumbprints?.Secondary),
            ("@enabled", identity.IsEnabled),
            ("@reason", identity.StatusReason),
            ("@created", identity.CreatedAtUnixMs),
            ("@updated", identity.UpdatedAtUnixMs));
        return Find(connection, identity.ClientId)!;
    }

    private static string NameOf(Authentication authentication) => authentication switch
    {
        Authentication.SymmetricKeys => Sas,
        Authentication.Thumbprints => SelfSigned,
        _ => CertificateAuthority,
    };

    private static DeviceIdentity Read(SqliteDataReader row)
    {
        var id = row.GetString(0).Split('/', 2);
        return new DeviceIdentity
        {
            DeviceId = id[0],
            ModuleId = id.Length == 2 ? id[1] : null,
            GenerationId = row.GetString(1),
            Authentication = ReadAuthentication(row),
            IsEnabled = row.GetBoolean(7),
            StatusReason = TextOrNull(row, 8),
            CreatedAtUnixMs = row.GetInt64(9),
            UpdatedAtUnixMs = row.GetInt64(10),
            Version = row.GetInt64(11),
        };
    }

    private static Authentication ReadAuthentication(SqliteDataReader row) => row.GetString(2) switch
    {
        Sas => new Authentication.SymmetricKeys(row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)),
        SelfSigned => new Authentication.Thumbprints(TextOrNull(row, 5), TextOrNull(row, 6)),
        _ => new Authentication.CertificateAuthority(),
    };

    private static string? TextOrNull(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
