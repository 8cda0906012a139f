namespace Gateway.Host.Storage;

/// <summary>Drops messages of a partition whose time is over; true when there may be more of them.</summary>
internal sealed class DropOver(int partition, MessageStore store) : StoreWork<bool>
{
    protected override bool Do(StoreConnection connection) => store.Retention.DropOver(partition, connection);

    protected override void OnCommitted(bool result) => store.Retention.Keep();

    protected override void OnRolledBack() => store.Forget();
}
