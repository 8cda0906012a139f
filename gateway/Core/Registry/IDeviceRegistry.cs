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
}
