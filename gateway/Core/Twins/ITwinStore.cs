namespace Gateway.Core.Twins;

/// <summary>The device twins, kept durably. Implementations are thread-safe.</summary>
public interface ITwinStore
{
    /// <summary>Reads a device's twin; <see cref="Twin.Empty"/> where nothing was ever changed.</summary>
    Task<Twin> GetAsync(string deviceId, CancellationToken cancellation);

    /// <summary>Changes a twin: no other change of it comes between reading and writing.</summary>
    /// <param name="deviceId">Whose twin.</param>
    /// <param name="change">Computes the new twin from the present one; must be pure.</param>
    /// <param name="cancellation">Ends the wait for room in the queue.</param>
    /// <returns>What <paramref name="change"/> returned, once it is durable.</returns>
    Task<TwinChange> ChangeAsync(string deviceId, Func<Twin, TwinChange> change, CancellationToken cancellation);
}
