using Gateway.Core.Registry;
using Gateway.Core.Twins;

namespace Gateway.Host.Storage;

/// <summary>The twins table. Thread-safe.</summary>
internal sealed class TwinStore(StoreWriter writer) : ITwinStore
{
    /// <inheritdoc/>
    public event Action<string, TwinChange>? Changed;

    /// <inheritdoc/>
    public Task<Twin> GetAsync(string clientId, CancellationToken cancellation) =>
        writer.RunAsync(connection => TwinRows.Find(connection, clientId), cancellation);

    /// <inheritdoc/>
    public async Task<TwinChange> ChangeAsync(string clientId, Func<Twin, TwinChange> change, CancellationToken cancellation) =>
        await await writer.EnqueueAsync(
            new TwinChangeWork(clientId, change, (id, result) => Changed?.Invoke(id, result)), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(DeviceIdentity Identity, Twin Twin)>> ListAsync(
        bool modules, string after, int max, CancellationToken cancellation) =>
        writer.RunAsync<IReadOnlyList<(DeviceIdentity, Twin)>>(
            connection => TwinRows.List(connection, modules, after, max), cancellation);
}
