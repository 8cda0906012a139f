using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>
/// One partition on its way upstream: a live end that is read as it grows, and behind it the pieces that are still to be sent. Not
/// thread-safe.
/// </summary>
internal sealed class PartitionQueue
{
    private readonly IUpstreamPartition _partition;
    private readonly UpstreamLimits _limits;
    private readonly OffsetRanges _unsent;
    private readonly Dictionary<long, OffsetRange> _inFlight = [];
    private readonly Queue<StoredMessage> _liveRead = new();
    private readonly List<(StoredMessage Message, OffsetRange Range)> _backlogRead = [];
    private long _live;

    public PartitionQueue(IUpstreamPartition partition, UpstreamLimits limits)
    {
        (_partition, _limits, _unsent) = (partition, limits, new OffsetRanges(limits.RangesMax));
        var state = PartitionState.From(partition.Checkpoint);
        _live = state.Live;
        foreach (var range in state.Unsent) _unsent.Add(range);
    }

    /// <summary>What this partition spent of a day's quota.</summary>
    public QuotaSpent Spent { get; set; }

    /// <summary>Whether everything that is stored was acknowledged.</summary>
    public bool IsDrained => _live >= _partition.NewestOffset && _unsent.All.Count == 0 && _inFlight.Count == 0;

    /// <summary>The state as of now: what is in flight counts as not sent.</summary>
    public PartitionState State
    {
        get
        {
            var all = new OffsetRanges(_limits.RangesMax);
            foreach (var range in _unsent.All.Concat(_inFlight.Values).OrderBy(range => range.After)) all.Add(range);
            return new PartitionState(_live, [.. all.All], Spent);
        }
    }

    /// <summary>The next live message, or null. An old one turns all that is stored up to now into backlog.</summary>
    public StoredMessage? PeekLive(DateTimeOffset now)
    {
        if (_liveRead.Count == 0 && _partition.NewestOffset > _live)
            foreach (var message in _partition.ReadAfter(_live, _limits.ReadMax)) _liveRead.Enqueue(message);
        if (!_liveRead.TryPeek(out var next)) return null;
        if (!IsOld(next, now) || _unsent.All.Count >= _limits.RangesMax) return next;
        Jump();
        return null;
    }

    /// <summary>Takes the message that <see cref="PeekLive"/> showed: it is in flight.</summary>
    public void TakeLive()
    {
        var range = PassLive();
        _inFlight.Add(range.UpTo, range);
    }

    /// <summary>Leaves the message that <see cref="PeekLive"/> showed to the backlog.</summary>
    public void DeferLive(bool alertsSent) => _unsent.Add(PassLive() with { AlertsSent = alertsSent });

    /// <summary>The lowest message of the backlog that is wanted, or null where none of the next ones is.</summary>
    public StoredMessage? PeekBacklog(Func<StoredMessage, bool> isWanted)
    {
        while (_backlogRead.Count == 0 && _unsent.All.Count > 0) ReadBacklog();
        foreach (var (message, _) in _backlogRead)
            if (isWanted(message)) return message;
        return null;
    }

    /// <summary>Takes a message that <see cref="PeekBacklog"/> showed: it is in flight.</summary>
    public void TakeBacklog(StoredMessage message)
    {
        var at = _backlogRead.FindIndex(entry => ReferenceEquals(entry.Message, message));
        var range = _backlogRead[at].Range;
        _backlogRead.RemoveAt(at);
        _unsent.Remove(range);
        _inFlight.Add(range.UpTo, range with { AlertsSent = false });
    }

    /// <summary>A message in flight needs nothing more.</summary>
    public void Settle(long offset) => _inFlight.Remove(offset);

    /// <summary>A message in flight is to be sent again.</summary>
    public void Return(long offset)
    {
        _inFlight.Remove(offset, out var range);
        _unsent.Add(range);
        _backlogRead.Clear();
    }

    private bool IsOld(StoredMessage stored, DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds() - stored.Message.EnqueuedAtUnixMs > _limits.LiveAgeMax.TotalMilliseconds;

    private OffsetRange PassLive()
    {
        var range = new OffsetRange(_live, _liveRead.Dequeue().Offset);
        _live = range.UpTo;
        return range;
    }

    private void Jump()
    {
        var newest = _partition.NewestOffset;
        _unsent.Add(new OffsetRange(_live, newest));
        _live = newest;
        _liveRead.Clear();
    }

    // Each message stands for the piece from the one before it: offsets of other partitions lie between them.
    private void ReadBacklog()
    {
        var first = _unsent.All[0];
        var after = first.After;
        var read = _partition.ReadAfter(after, _limits.ReadMax);
        foreach (var message in read.TakeWhile(message => message.Offset <= first.UpTo))
        {
            var range = new OffsetRange(after, message.Offset);
            var isSent = first.AlertsSent && UpstreamTelemetry.IsAlert(message.Message);
            if (isSent || _inFlight.ContainsKey(message.Offset)) _unsent.Remove(range);
            else _backlogRead.Add((message, range));
            after = message.Offset;
        }

        var isWhole = read.Count < _limits.ReadMax || read[^1].Offset > first.UpTo;
        if (isWhole && after < first.UpTo) _unsent.Remove(new OffsetRange(after, first.UpTo));
    }
}
