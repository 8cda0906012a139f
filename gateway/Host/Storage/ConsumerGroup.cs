namespace Gateway.Host.Storage;

/// <summary>
/// A named reader of all messages, partition by partition, each with a checkpoint of its own. Its partitions may be read at the same
/// time, each by one caller.
/// </summary>
internal sealed class ConsumerGroup : IDisposable
{
    private readonly ConsumerPartition[] _partitions;

    public ConsumerGroup(string name, GatewayDatabase database, MessageStore messages)
    {
        Name = name;
        _partitions = [.. Enumerable.Range(0, messages.Partitions)
            .Select(partition => new ConsumerPartition(name, partition, database.Open(), messages))];
    }

    /// <summary>What it was registered as.</summary>
    public string Name { get; }

    /// <summary>Its partitions, by number.</summary>
    public IReadOnlyList<ConsumerPartition> Partitions => _partitions;

    /// <summary>Ends the reading. It stays registered, and goes on holding what it did not take.</summary>
    public void Dispose()
    {
        foreach (var partition in _partitions) partition.Dispose();
    }
}
