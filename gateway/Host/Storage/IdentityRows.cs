using Gateway.Core.Registry;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>Identities as rows. Each method runs inside the caller's transaction.</summary>
internal static class IdentityRows
{
    private const string Sas = "sas";
    private const string SelfSigned = "selfSigned";
    private const string CertificateAuthority = "certificateAuthority";

    private const string Columns =
        """
        SELECT client_id, generation_id, authentication, primary_key, secondary_key, primary_thumbprint, secondary_thumbprint,
          is_enabled, status_reason, created_at_unix_ms, updated_at_unix_ms, version
        FROM identities
        """;

    private const string Insert =
        """
        INSERT INTO identities (client_id, generation_id, authentication, primary_key, secondary_key, primary_thumbprint,
          secondary_thumbprint, is_enabled, status_reason, created_at_unix_ms, updated_at_unix_ms, version)
        VALUES (@client, @generation, @authentication, @primaryKey, @secondaryKey, @primaryThumbprint,
          @secondaryThumbprint, @enabled, @reason, @created, @updated, @version)
        ON CONFLICT (client_id) DO UPDATE SET
          authentication = excluded.authentication, primary_key = excluded.primary_key, secondary_key = excluded.secondary_key,
          primary_thumbprint = excluded.primary_thumbprint, secondary_thumbprint = excluded.secondary_thumbprint,
          updated_at_unix_ms = excluded.updated_at_unix_ms
        """;

    private const string Replace =
        Insert + ", is_enabled = excluded.is_enabled, status_reason = excluded.status_reason, version = excluded.version";

    private const string Merge = Insert + ", version = version + 1";

    public static DeviceIdentity? Find(StoreConnection connection, string clientId) =>
        connection.Query(Columns + " WHERE client_id = @client", Read, ("@client", clientId)).SingleOrDefault();

    /// <summary>Devices without their modules, or the modules of all devices, in the order of their client ids.</summary>
    public static List<DeviceIdentity> Page(StoreConnection connection, bool modules, string after, int max) => connection.Query(
        Columns + " WHERE client_id > @after AND (instr(client_id, '/') > 0) = @modules ORDER BY client_id LIMIT @max",
        Read,
        ("@after", after),
        ("@modules", modules),
        ("@max", max));

    /// <summary>The modules of a device, in the order of their ids.</summary>
    public static List<DeviceIdentity> Modules(StoreConnection connection, string deviceId) => connection.Query(
        Columns + " WHERE client_id > @modules AND client_id < @end ORDER BY client_id",
        Read,
        ("@modules", deviceId + "/"),
        ("@end", deviceId + "0"));

    /// <summary>Writes an identity as it is, its version included.</summary>
    public static void Write(StoreConnection connection, DeviceIdentity identity) => Execute(connection, Replace, identity);

    /// <summary>Creates an identity, or gives one that exists another authentication.</summary>
    public static DeviceIdentity Enroll(StoreConnection connection, DeviceIdentity identity)
    {
        Execute(connection, Merge, identity);
        return Find(connection, identity.ClientId)!;
    }

    private static void Execute(StoreConnection connection, string sql, DeviceIdentity identity)
    {
        var keys = identity.Authentication as Authentication.SymmetricKeys;
        var thumbprints = identity.Authentication as Authentication.Thumbprints;
        connection.Execute(
            sql,
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
            ("@updated", identity.UpdatedAtUnixMs),
            ("@version", identity.Version));
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
