using Gateway.Core.StoreAndForward;

namespace Gateway.Host.Storage;

/// <summary>
/// The messages of one lane that wait for the writer: stored all together, or none. Filled by the lane until the writer takes it.
/// </summary>
internal sealed class AppendBatch(MessageStore store, MessageLane lane, int partition, int messagesMax) : StoreWork<AppendResult>
{
    private readonly Lock _lock = new();
    private readonly List<Message> _messages = [];
    private bool _isSealed;
    private bool _mustWait;
    private bool _hasWaited;
    private long _bytes;
    private int _new;
    private long _newBytes;
    private long _newestOffset;

    /// <inheritdoc/>
    public override int Messages => _messages.Count;

    /// <inheritdoc/>
    public override long Bytes => _bytes;

    /// <summary>Adds a message, unless it is another partition's, or the batch is full or with the writer already.</summary>
    public bool TryAdd(Message message, int messagePartition)
    {
        lock (_lock)
        {
            if (_isSealed || messagePartition != partition || _messages.Count == messagesMax) return false;
            _messages.Add(message);
            _bytes += message.StoredBytes;
            return true;
        }
    }

    /// <inheritdoc/>
    public override void Seal()
    {
        lock (_lock) _isSealed = true;
    }

    protected override bool IsOver => !_mustWait;

    protected override AppendResult Do(StoreConnection connection)
    {
        var room = Room(connection);
        _mustWait = room == Storage.Room.NotYet;
        if (_mustWait)
        {
            lane.Waiting ??= this;
            return AppendResult.Refused;
        }

        // Those of the lane that wait behind it may ask now.
        if (lane.Waiting == this) (lane.Waiting, _hasWaited) = (null, true);
        if (room == Storage.Room.Yes) return Insert(connection);
        lane.IsBroken = true;
        return AppendResult.Refused;
    }

    protected override void OnCommitted(AppendResult result)
    {
        store.Retention.Keep();
        if (_mustWait)
        {
            store.QueueWhenThereIsRoom(this);
            return;
        }

        if (_hasWaited) store.Retention.TellOfRoom();
        if (result == AppendResult.Refused) store.Counters.CountRefused(_messages.Count);
        else Count();
    }

    protected override void OnRolledBack()
    {
        lane.IsBroken = true;
        store.Counters.CountRefused(_messages.Count);
        store.Forget();
    }

    // None of a lane goes before one that waits, and none after one that was refused.
    private Room Room(StoreConnection connection)
    {
        if (lane.IsBroken) return Storage.Room.No;
        if (lane.Waiting is { } first && first != this) return Storage.Room.NotYet;
        return store.Retention.RoomFor(_bytes, connection);
    }

    private AppendResult Insert(StoreConnection connection)
    {
        (_new, _newBytes) = (0, 0);
        _newestOffset = store.Table.InsertAll(connection, partition, _messages, Tell);
        store.Retention.Add(_newBytes);
        return _new > 0 ? AppendResult.Stored : AppendResult.Duplicate;
    }

    private void Tell(Message message, bool isNew)
    {
        if (!isNew) return;
        _new++;
        _newBytes += message.StoredBytes;
    }

    private void Count()
    {
        store.Counters.CountDuplicates(_messages.Count - _new);
        if (_new == 0) return;
        store.Counters.CountStored(_new);
        store.Progress(partition).Advance(_newestOffset);
    }
}
