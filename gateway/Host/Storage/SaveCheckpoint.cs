namespace Gateway.Host.Storage;

/// <summary>Keeps how far a consumer is in one partition, and drops what is no longer needed there.</summary>
internal sealed class SaveCheckpoint(string consumer, int partition, long offset, MessageRetention retention) : StoreWork<long>
{
    private const string Upsert =
        """
        INSERT INTO checkpoints (consumer, partition, offset) VALUES (@consumer, @partition, @offset)
        ON CONFLICT (consumer, partition) DO UPDATE SET offset = excluded.offset
        """;

    protected override long Do(StoreConnection connection)
    {
        connection.Execute(Upsert, ("@consumer", consumer), ("@partition", partition), ("@offset", offset));
        retention.DropExpired(partition, connection);
        return offset;
    }

    protected override void OnRolledBack() => retention.Forget();
}
