namespace Gateway.Host.Storage;

/// <summary>
/// Who reads the messages. A message is kept until every consumer group that is registered took it (within the store's limits);
/// one that was removed, or that a restarted gateway did not register again, holds nothing. Thread-safe.
/// </summary>
internal sealed class ConsumerGroups(GatewayDatabase database, StoreWriter writer, MessageStore messages)
{
    private const string Upsert =
        "INSERT INTO consumers (name, is_retired) VALUES (@name, 0) ON CONFLICT (name) DO UPDATE SET is_retired = 0";

    private const string UpsertCheckpoint =
        "INSERT INTO checkpoints (consumer, partition, offset) VALUES (@name, @partition, 0) ON CONFLICT DO NOTHING";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);

    /// <summary>
    /// Registers a consumer group by its name. A new one starts with the oldest message that is kept; one that was there before goes
    /// on behind its checkpoint.
    /// </summary>
    /// <exception cref="InvalidOperationException">The name is registered already.</exception>
    public async Task<ConsumerGroup> RegisterAsync(string name, CancellationToken cancellation)
    {
        lock (_lock)
            if (!_registered.Add(name)) throw new InvalidOperationException($"the consumer group '{name}' is registered already");
        await writer.RunAsync(connection => Register(connection, name), cancellation);
        return new ConsumerGroup(name, database, messages);
    }

    /// <summary>Forgets a consumer group with its checkpoints, whether or not it is registered; dispose of it first.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellation)
    {
        await writer.RunAsync(
            connection => connection.Execute("DELETE FROM checkpoints WHERE consumer = @name", ("@name", name))
                + connection.Execute("DELETE FROM consumers WHERE name = @name", ("@name", name)),
            cancellation);
        lock (_lock) _registered.Remove(name);
    }

    /// <summary>
    /// Lets go of what only earlier runs registered, once everything of this run is: the checkpoints stay, in case it comes back, but
    /// hold no message.
    /// </summary>
    public Task RetireOthersAsync(CancellationToken cancellation)
    {
        string[] registered;
        lock (_lock) registered = [.. _registered];
        return writer.RunAsync(connection => RetireOthers(connection, registered), cancellation);
    }

    private int Register(StoreConnection connection, string name)
    {
        for (var partition = 0; partition < messages.Partitions; partition++)
            connection.Execute(UpsertCheckpoint, ("@name", name), ("@partition", partition));
        return connection.Execute(Upsert, ("@name", name));
    }

    private static int RetireOthers(StoreConnection connection, string[] registered)
    {
        var retired = connection.Query("SELECT name FROM consumers WHERE is_retired = 0", row => row.GetString(0)).Except(registered).ToList();
        foreach (var name in retired) connection.Execute("UPDATE consumers SET is_retired = 1 WHERE name = @name", ("@name", name));
        return retired.Count;
    }
}
