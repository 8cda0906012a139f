using Gateway.Core.Registry;

namespace Gateway.Host.Storage;

/// <summary>The identities table. Thread-safe.</summary>
internal sealed class IdentityStore(StoreWriter writer) : IDeviceRegistry
{
    private const string CountModules = "SELECT COUNT(*) FROM identities WHERE client_id > @modules AND client_id < @end";

    private const string CountDevices =
        "SELECT COUNT(*) FROM identities WHERE instr(client_id, '/') = 0 AND is_enabled = @enabled";

    // Everything that belongs to an identity and to its modules.
    private static readonly string[] Deletes =
    [
        "DELETE FROM identities WHERE client_id = @client OR (client_id > @modules AND client_id < @end)",
        "DELETE FROM twins WHERE device_id = @client OR (device_id > @modules AND device_id < @end)",
        "DELETE FROM sessions WHERE client_id = @client OR (client_id > @modules AND client_id < @end)",
        "DELETE FROM cloud_messages WHERE device_id = @client OR (device_id > @modules AND device_id < @end)",
    ];

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity?> FindAsync(string clientId, CancellationToken cancellation) =>
        await writer.RunAsync(connection => IdentityRows.Find(connection, clientId), cancellation);

    /// <inheritdoc/>
    public async ValueTask<DeviceIdentity> EnrollAsync(DeviceIdentity identity, CancellationToken cancellation) =>
        await writer.RunAsync(connection => IdentityRows.Enroll(connection, identity), cancellation);

    /// <inheritdoc/>
    public async ValueTask<RegistryChange> CreateAsync(DeviceIdentity identity, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Create(connection, identity), cancellation);

    /// <inheritdoc/>
    public async ValueTask<RegistryChange> UpdateAsync(
        string clientId, Func<DeviceIdentity, DeviceIdentity> change, long? version, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Update(connection, clientId, change, version), cancellation);

    /// <inheritdoc/>
    public async ValueTask<RegistryChange> DeleteAsync(string clientId, long? version, CancellationToken cancellation) =>
        await writer.RunAsync(connection => Delete(connection, clientId, version), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeviceIdentity>> ListDevicesAsync(string after, int max, CancellationToken cancellation) =>
        await writer.RunAsync(connection => IdentityRows.Page(connection, modules: false, after, max), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeviceIdentity>> ListModulesAsync(string deviceId, CancellationToken cancellation) =>
        await writer.RunAsync(connection => IdentityRows.Modules(connection, deviceId), cancellation);

    /// <inheritdoc/>
    public async ValueTask<DeviceCounts> CountDevicesAsync(CancellationToken cancellation) =>
        await writer.RunAsync(Count, cancellation);

    /// <summary>Creates an identity inside the caller's transaction.</summary>
    public static RegistryChange Create(StoreConnection connection, DeviceIdentity identity)
    {
        if (IdentityRows.Find(connection, identity.ClientId) is not null) return new(RegistryOutcome.Exists);
        if (identity.ModuleId is not null && IdentityRows.Find(connection, identity.DeviceId) is null) return new(RegistryOutcome.NotFound);
        if (IsFull(connection, identity)) return new(RegistryOutcome.Full);
        IdentityRows.Write(connection, identity with { Version = 1 });
        return new(RegistryOutcome.Done, IdentityRows.Find(connection, identity.ClientId));
    }

    private static bool IsFull(StoreConnection connection, DeviceIdentity identity)
    {
        if (identity.ModuleId is null)
            return Count(connection) is var (enabled, disabled) && enabled + disabled >= RegistryLimits.DevicesMax;
        return connection.QueryLong(CountModules, ("@modules", identity.DeviceId + "/"), ("@end", identity.DeviceId + "0"))
            >= RegistryLimits.ModulesMax;
    }

    private static RegistryChange Update(
        StoreConnection connection, string clientId, Func<DeviceIdentity, DeviceIdentity> change, long? version)
    {
        if (IdentityRows.Find(connection, clientId) is not { } present) return new(RegistryOutcome.NotFound);
        if (version is not null && version != present.Version) return new(RegistryOutcome.VersionMismatch);
        IdentityRows.Write(connection, change(present) with { Version = present.Version + 1 });
        return new(RegistryOutcome.Done, IdentityRows.Find(connection, clientId));
    }

    private static RegistryChange Delete(StoreConnection connection, string clientId, long? version)
    {
        if (IdentityRows.Find(connection, clientId) is not { } present) return new(RegistryOutcome.NotFound);
        if (version is not null && version != present.Version) return new(RegistryOutcome.VersionMismatch);
        // The modules of "a" lie between "a/" and "a0", because "0" is the character behind "/".
        foreach (var delete in Deletes)
            connection.Execute(delete, ("@client", clientId), ("@modules", clientId + "/"), ("@end", clientId + "0"));
        return new(RegistryOutcome.Done, present);
    }

    private static DeviceCounts Count(StoreConnection connection) => new(
        connection.QueryLong(CountDevices, ("@enabled", true))!.Value, connection.QueryLong(CountDevices, ("@enabled", false))!.Value);
}
