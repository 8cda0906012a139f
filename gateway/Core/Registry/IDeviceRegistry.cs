namespace Gateway.Core.Registry;

/// <summary>The identities that this gateway knows, kept durably. Implementations are thread-safe.</summary>
public interface IDeviceRegistry
{
    /// <summary>Finds an identity by its exact <see cref="DeviceIdentity.ClientId"/>, or returns null.</summary>
    ValueTask<DeviceIdentity?> FindAsync(string clientId, CancellationToken cancellation);

    /// <summary>
    /// Creates an identity. One that exists already keeps its generation, creation time and state, and takes the authentication.
    /// </summary>
    /// <returns>The identity as stored, once it is durable.</returns>
    ValueTask<DeviceIdentity> EnrollAsync(DeviceIdentity identity, CancellationToken cancellation);

    /// <summary>Creates an identity that must not exist yet; a module's device must.</summary>
    /// <returns>
    /// The identity once it is durable; or <see cref="RegistryOutcome.Exists"/>, <see cref="RegistryOutcome.NotFound"/> where the
    /// module's device is missing, <see cref="RegistryOutcome.Full"/>.
    /// </returns>
    ValueTask<RegistryChange> CreateAsync(DeviceIdentity identity, CancellationToken cancellation);

    /// <summary>Changes an identity: no other change of it comes between reading and writing.</summary>
    /// <param name="clientId">Which one.</param>
    /// <param name="change">Computes the new identity; must be pure. The version is counted by the registry.</param>
    /// <param name="version">The version that it must have; null for any.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <returns>
    /// The identity once it is durable; or <see cref="RegistryOutcome.NotFound"/>, <see cref="RegistryOutcome.VersionMismatch"/>.
    /// </returns>
    ValueTask<RegistryChange> UpdateAsync(
        string clientId, Func<DeviceIdentity, DeviceIdentity> change, long? version, CancellationToken cancellation);

    /// <summary>Deletes an identity with its twin, session and waiting messages; a device takes its modules with it.</summary>
    /// <param name="clientId">Which one.</param>
    /// <param name="version">The version that it must have; null for any.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <returns>
    /// The identity as it was; or <see cref="RegistryOutcome.NotFound"/>, <see cref="RegistryOutcome.VersionMismatch"/>.
    /// </returns>
    ValueTask<RegistryChange> DeleteAsync(string clientId, long? version, CancellationToken cancellation);

    /// <summary>Lists devices, without modules, in the order of their ids.</summary>
    /// <param name="after">The device id behind which to begin; empty for the beginning.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    ValueTask<IReadOnlyList<DeviceIdentity>> ListDevicesAsync(string after, int max, CancellationToken cancellation);

    /// <summary>Lists the modules of a device in the order of their ids; none where the device does not exist.</summary>
    ValueTask<IReadOnlyList<DeviceIdentity>> ListModulesAsync(string deviceId, CancellationToken cancellation);

    /// <summary>Counts the devices, without modules.</summary>
    ValueTask<DeviceCounts> CountDevicesAsync(CancellationToken cancellation);
}
