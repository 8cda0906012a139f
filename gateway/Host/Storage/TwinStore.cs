using Gateway.Core.Twins;

namespace Gateway.Host.Storage;

/// <summary>The twins table. Thread-safe.</summary>
internal sealed class TwinStore(StoreWriter writer) : ITwinStore
{
    private const string Select =
        "SELECT desired, desired_version, reported, reported_version FROM twins WHERE device_id = @device";

    private const string Upsert =
        """
        INSERT INTO twins (device_id, desired, desired_version, reported, reported_version)
        VALUES (@device, @desired, @desiredVersion, @reported, @reportedVersion)
        ON CONFLICT (device_id) DO UPDATE SET
          desired = excluded.desired, desired_version = excluded.desired_version,
          reported = excluded.reported, reported_version = excluded.reported_version
        """;

    /// <inheritdoc/>
    public Task<Twin> GetAsync(string deviceId, CancellationToken cancellation) =>
        writer.RunAsync(connection => Read(connection, deviceId), cancellation);

    /// <inheritdoc/>
    public Task<TwinChange> ChangeAsync(string deviceId, Func<Twin, TwinChange> change, CancellationToken cancellation) =>
        writer.RunAsync(connection => Change(connection, deviceId, change), cancellation);

    private static TwinChange Change(StoreConnection connection, string deviceId, Func<Twin, TwinChange> change)
    {
        var result = change(Read(connection, deviceId));
        if (result.IsChanged) Write(connection, deviceId, result.Twin);
        return result;
    }

    private static Twin Read(StoreConnection connection, string deviceId) =>
        connection.Query(
            Select, row => new Twin(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)), ("@device", deviceId))
            .SingleOrDefault(Twin.Empty);

    private static void Write(StoreConnection connection, string deviceId, Twin twin) => connection.Execute(
        Upsert,
        ("@device", deviceId),
        ("@desired", twin.Desired),
        ("@desiredVersion", twin.DesiredVersion),
        ("@reported", twin.Reported),
        ("@reportedVersion", twin.ReportedVersion));
}
