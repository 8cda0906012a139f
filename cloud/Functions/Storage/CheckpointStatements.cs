using Cloud.Core.Checkpoints;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>Writes what the processor must find again: device states, input positions, and the running counts. Not thread-safe.</summary>
internal sealed class CheckpointStatements(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatement _state = new(
        connection,
        "INSERT INTO device_states (device_id, state) VALUES ($1, $2) ON CONFLICT (device_id) DO UPDATE SET state = excluded.state",
        2);

    private readonly PreparedStatement _position = new(
        connection,
        """
        INSERT INTO input_positions (partition, sequence_number) VALUES ($1, $2)
        ON CONFLICT (partition) DO UPDATE SET sequence_number = excluded.sequence_number
        """,
        2);

    private readonly PreparedStatement _count = new(
        connection,
        "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
        2);

    public void Write(StoreTransaction transaction, ProcessorOutput output)
    {
        foreach (var state in output.DeviceStates) transaction.Run(_state, state.DeviceId, state.Bytes.ToArray());
        if (output.Position is { } position) transaction.Run(_position, position.Partition, position.SequenceNumber);
    }

    public void Count(StoreTransaction transaction, IEnumerable<KeyValuePair<string, long>> counts)
    {
        foreach (var (name, value) in counts)
            if (value != 0) transaction.Run(_count, name, value);
    }

    public void Dispose()
    {
        _state.Dispose();
        _position.Dispose();
        _count.Dispose();
    }
}
