using Cloud.Core.Checkpoints;

namespace Cloud.Functions.Storage;

/// <summary>Reads back what a processor is restored from. Thread-safe: every call opens its own connection.</summary>
internal sealed class CheckpointReader(CloudDatabase database)
{
    /// <summary>The device states and input positions of one commit.</summary>
    public (IReadOnlyList<DeviceState> States, IReadOnlyList<InputPosition> Positions) Read()
    {
        using var connection = database.OpenReader();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var states = connection.Rows(
            "SELECT device_id, state FROM device_states ORDER BY device_id",
            row => new DeviceState(row.GetString(0), row.GetFieldValue<byte[]>(1)));
        var positions = connection.Rows(
            "SELECT partition, sequence_number FROM input_positions",
            row => new InputPosition(row.GetString(0), row.GetInt64(1)));
        return (states, positions);
    }

    /// <summary>The running counts, with 0 for those that have not counted yet.</summary>
    public Dictionary<string, long> ReadCounts()
    {
        using var connection = database.OpenReader();
        var counts = StoreCounts.Always.ToDictionary(name => name, _ => 0L);
        foreach (var (name, value) in connection.Rows("SELECT name, value FROM counters", row => (row.GetString(0), row.GetInt64(1))))
            counts[name] = value;
        return counts;
    }
}
