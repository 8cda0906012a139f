using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.Twins;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Storage;

/// <summary>Twins as rows. Each method runs inside the caller's transaction.</summary>
internal static class TwinRows
{
    private const string Select =
        """
        SELECT desired, desired_version, reported, reported_version, tags, tags_version
        FROM twins WHERE device_id = @client
        """;

    private const string Upsert =
        """
        INSERT INTO twins (device_id, desired, desired_version, reported, reported_version, tags, tags_version)
        VALUES (@client, @desired, @desiredVersion, @reported, @reportedVersion, @tags, @tagsVersion)
        ON CONFLICT (device_id) DO UPDATE SET
          desired = excluded.desired, desired_version = excluded.desired_version,
          reported = excluded.reported, reported_version = excluded.reported_version,
          tags = excluded.tags, tags_version = excluded.tags_version
        """;

    /// <summary>A twin; the empty one where nothing was ever changed.</summary>
    public static Twin Find(StoreConnection connection, string clientId) =>
        connection.Query(Select, Read, ("@client", clientId)).SingleOrDefault(Twin.Empty);

    /// <summary>Changes the twin of an identity that there is.</summary>
    public static TwinChange Change(StoreConnection connection, string clientId, Func<Twin, TwinChange> change)
    {
        if (connection.QueryLong("SELECT 1 FROM identities WHERE client_id = @client", ("@client", clientId)) is null)
            return new TwinChange(Twin.Empty, HubError.NotFound, $"there is no identity '{clientId}'");
        var result = change(Find(connection, clientId));
        if (result.IsChanged) Write(connection, clientId, result.Twin);
        return result;
    }

    /// <summary>Identities with their twins, in the order of their client ids.</summary>
    public static List<(DeviceIdentity Identity, Twin Twin)> List(StoreConnection connection, bool modules, string after, int max) =>
        [.. IdentityRows.Page(connection, modules, after, max).Select(identity => (identity, Find(connection, identity.ClientId)))];

    private static Twin Read(SqliteDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3))
    {
        Tags = row.GetString(4),
        TagsVersion = row.GetInt64(5),
    };

    private static void Write(StoreConnection connection, string clientId, Twin twin) => connection.Execute(
        Upsert,
        ("@client", clientId),
        ("@desired", twin.Desired),
        ("@desiredVersion", twin.DesiredVersion),
        ("@reported", twin.Reported),
        ("@reportedVersion", twin.ReportedVersion),
        ("@tags", twin.Tags),
        ("@tagsVersion", twin.TagsVersion));
}
