using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>Appends one message, unless it is a resend or the store is full.</summary>
internal sealed class Append(
    Message message, int partition, MessageLane lane, MessageRetention retention, OffsetProgress stored, GatewayCounters counters)
    : StoreWork<AppendResult>
{
    private const string Insert =
        """
        INSERT INTO messages (partition, device_id, message_id, enqueued_at_unix_ms, system_properties, properties, body)
        VALUES (@partition, @device, @message, @enqueued, @system, @properties, @body)
        ON CONFLICT (device_id, message_id) DO NOTHING
        RETURNING offset
        """;

    private long _offset;

    protected override AppendResult Do(StoreConnection connection)
    {
        if (lane.IsBroken) return AppendResult.Refused;
        if (!retention.HasRoomFor(message.StoredBytes, connection))
        {
            lane.IsBroken = true;
            return AppendResult.Refused;
        }

        if (InsertRow(connection) is not { } offset) return AppendResult.Duplicate;
        _offset = offset;
        retention.Add(message.StoredBytes);
        return AppendResult.Stored;
    }

    protected override void OnCommitted(AppendResult result)
    {
        if (result == AppendResult.Stored)
        {
            counters.CountStored();
            stored.Advance(_offset);
        }
        else if (result == AppendResult.Duplicate) counters.CountDuplicate();
        else counters.CountRefused();
    }

    protected override void OnRolledBack()
    {
        lane.IsBroken = true;
        counters.CountRefused();
        retention.Forget();
    }

    private long? InsertRow(StoreConnection connection) => connection.QueryLong(
        Insert,
        ("@partition", partition),
        ("@device", message.DeviceId),
        ("@message", message.MessageId),
        ("@enqueued", message.EnqueuedAtUnixMs),
        ("@system", message.SystemProperties),
        ("@properties", message.Properties),
        ("@body", message.Body.ToArray()));
}
