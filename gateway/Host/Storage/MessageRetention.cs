namespace Gateway.Host.Storage;

/// <summary>
/// Bounds the messages table. A message goes once every consumer took it and its retention is over, or sooner when its room is needed;
/// one that waits for consumers for too long expires. While the store is full, devices wait a while, then the policy decides.
/// Used on the writer's thread only, except where it says otherwise.
/// </summary>
internal sealed class MessageRetention
{
    private readonly PartitionTrim[] _partitions;
    private readonly GatewayLimits _limits;
    private readonly FullStorePolicy _whenFull;
    private readonly GatewayCounters _counters;
    private readonly TimeProvider _clock;
    private TaskCompletionSource _room = NewSignal();
    private long _stored;
    private long _change;
    private long _expired;
    private long _dropped;
    private DateTimeOffset? _fullSince;

    public MessageRetention(StoreConnection connection, int partitions, GatewayOptions options, GatewayCounters counters, TimeProvider clock)
    {
        (_limits, _whenFull, _counters, _clock) = (options.Limits, options.WhenFull, counters, clock);
        _partitions = [.. Enumerable.Range(0, partitions).Select(partition => new PartitionTrim(partition))];
        _stored = connection.QueryLong($"SELECT SUM({PartitionTrim.RowBytes}) FROM messages") ?? 0;
    }

    /// <summary>Whether messages fit, after all that may go has made way for them where necessary.</summary>
    public Room RoomFor(long bytes, StoreConnection connection)
    {
        if (Fits(bytes) || MakeRoom(bytes, connection)) return Found();
        var now = _clock.GetUtcNow();
        if (now - (_fullSince ??= now) < _limits.FullStoreWait) return Room.NotYet;
        return _whenFull == FullStorePolicy.DropOldest && DropOldest(bytes, connection) ? Room.Yes : Room.No;
    }

    /// <summary>Waits until something made room, at most until the devices' wait is over.</summary>
    public async Task WaitForRoomAsync()
    {
        var room = Volatile.Read(ref _room).Task;
        var rest = _fullSince + _limits.FullStoreWait - _clock.GetUtcNow() ?? TimeSpan.Zero;
        try
        {
            // A timer counts whole milliseconds.
            await room.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(rest.TotalMilliseconds, 1))), _clock);
        }
        catch (TimeoutException)
        {
            // Then the policy decides; whoever asks for room next is told so.
            return;
        }
    }

    /// <summary>Lets those that wait for room ask again. Thread-safe.</summary>
    public void TellOfRoom() => Interlocked.Exchange(ref _room, NewSignal()).SetResult();

    /// <summary>Counts messages that were added.</summary>
    public void Add(long bytes) => _change += bytes;

    /// <summary>A transaction was committed: what was counted in it is so.</summary>
    public void Keep()
    {
        _counters.CountExpired(_expired);
        _counters.CountDropped(_dropped);
        (_stored, _change, _expired, _dropped) = (_stored + _change, 0, 0, 0);
    }

    /// <summary>Drops messages of a partition whose time is over, and lets those that wait for room ask again.</summary>
    /// <returns>Whether there may be more of them.</returns>
    public bool DropOver(int partition, StoreConnection connection)
    {
        var now = _clock.GetUtcNow();
        var trimmed = _partitions[partition].Drop(
            connection,
            takenBefore: (now - _limits.MessageRetention).ToUnixTimeMilliseconds(),
            waitingBefore: (now - _limits.MessageAgeMax).ToUnixTimeMilliseconds());
        _expired += trimmed.Waiting;
        Subtract(trimmed);
        if (_fullSince is not null) TellOfRoom();
        return trimmed.IsFull;
    }

    /// <summary>A transaction was rolled back: what was counted in it is not so.</summary>
    public void Forget()
    {
        (_change, _expired, _dropped) = (0, 0, 0);
        foreach (var partition in _partitions) partition.Forget();
    }

    private bool Fits(long bytes) => _stored + _change + bytes <= _limits.StoredBytesMax;

    private Room Found()
    {
        _fullSince = null;
        return Room.Yes;
    }

    // What every consumer took goes, however fresh it is.
    private bool MakeRoom(long bytes, StoreConnection connection)
    {
        foreach (var partition in _partitions)
            Subtract(partition.Drop(connection, takenBefore: long.MaxValue, waitingBefore: long.MinValue));
        return Fits(bytes);
    }

    private bool DropOldest(long bytes, StoreConnection connection)
    {
        while (!Fits(bytes))
        {
            var oldest = _partitions.MinBy(partition => partition.OldestUnixMs(connection))!;
            var trimmed = oldest.Drop(connection, takenBefore: long.MaxValue, waitingBefore: long.MaxValue);
            if (trimmed.Bytes == 0) return false;
            _dropped += trimmed.Waiting;
            Subtract(trimmed);
        }

        return true;
    }

    private void Subtract(Trimmed trimmed) => _change -= trimmed.Bytes;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
