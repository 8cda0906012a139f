using Gateway.Core.Twins;

namespace Gateway.Host.Storage;

/// <summary>A change of one twin, of which others hear in the order of the commits.</summary>
internal sealed class TwinChangeWork(string clientId, Func<Twin, TwinChange> change, Action<string, TwinChange> committed)
    : StoreWork<TwinChange>
{
    protected override TwinChange Do(StoreConnection connection) => TwinRows.Change(connection, clientId, change);

    protected override void OnCommitted(TwinChange result)
    {
        if (result.IsChanged) committed(clientId, result);
    }
}
