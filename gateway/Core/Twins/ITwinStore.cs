using Gateway.Core.Registry;

namespace Gateway.Core.Twins;

/// <summary>The twins of devices and modules, by client id, kept durably. Implementations are thread-safe.</summary>
public interface ITwinStore
{
    /// <summary>Reads a twin; <see cref="Twin.Empty"/> where nothing was ever changed.</summary>
    Task<Twin> GetAsync(string clientId, CancellationToken cancellation);

    /// <summary>Changes a twin: no other change of it comes between reading and writing.</summary>
    /// <param name="clientId">Whose twin; without an identity, the change is refused with <see cref="IotHub.HubError.NotFound"/>.</param>
    /// <param name="change">Computes the new twin from the present one; must be pure.</param>
    /// <param name="cancellation">Ends the wait for room in the queue.</param>
    /// <returns>What <paramref name="change"/> returned, once it is durable.</returns>
    Task<TwinChange> ChangeAsync(string clientId, Func<Twin, TwinChange> change, CancellationToken cancellation);

    /// <summary>
    /// Called for each change that is durable, in the order of the commits and before anybody else learns of it. On the store's own
    /// thread: it must be quick and must not throw.
    /// </summary>
    event Action<string, TwinChange>? Changed;

    /// <summary>Lists identities with their twins in the order of the client ids.</summary>
    /// <param name="modules">Whether modules are wanted, or else devices.</param>
    /// <param name="after">The client id behind which to begin; empty for the beginning.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    Task<IReadOnlyList<(DeviceIdentity Identity, Twin Twin)>> ListAsync(
        bool modules, string after, int max, CancellationToken cancellation);
}
