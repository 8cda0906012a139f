using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>
/// Decides what goes upstream next: live messages of every partition first, then the backlog from its oldest end, each paced, within
/// the day's quota, and nothing while the parent is away. Told of every outcome; not thread-safe.
/// </summary>
public sealed class ForwardPlan
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(1);

    private readonly UpstreamLimits _limits;
    private readonly PartitionQueue[] _queues;
    private readonly List<DeadLetter>[] _deadLetters;
    private readonly TokenBucket _rate;
    private readonly TokenBucket _backlogRate;
    private readonly QuotaGovernor? _quota;
    private readonly UpstreamLink _link;
    private readonly IdentityPauses _pauses;
    private readonly OpeningQueue _openings;
    private int _liveInFlight;
    private int _backlogInFlight;
    private int _turn;

    /// <summary>Creates a plan that goes on where the checkpoints say.</summary>
    /// <param name="partitions">The stored messages; the index is <see cref="Forward.Partition"/>.</param>
    /// <param name="limits">Its bounds.</param>
    /// <param name="tier">The tier whose quota is to last, or null for a parent without one.</param>
    /// <param name="units">The hub's units, at least 1.</param>
    public ForwardPlan(IReadOnlyList<IUpstreamPartition> partitions, UpstreamLimits limits, HubTier? tier = null, int units = 1)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentNullException.ThrowIfNull(limits);
        (_limits, _link, _pauses) = (limits, new UpstreamLink(limits), new IdentityPauses(limits));
        _queues = [.. partitions.Select(partition => new PartitionQueue(partition, limits))];
        _deadLetters = [.. partitions.Select(_ => new List<DeadLetter>())];
        _openings = new OpeningQueue(limits);
        (_rate, _backlogRate) = (new TokenBucket(limits.MessagesPerSecond), new TokenBucket(limits.BacklogPerSecond));
        if (tier is not null) _quota = new QuotaGovernor(tier, units, Spent(partitions));
    }

    /// <summary>Whether the parent could be reached by the last attempt.</summary>
    public bool IsLinkUp => _link.IsUp;

    /// <summary>After <see cref="Next"/> returned null: how long nothing can change by time alone.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>Whether everything that is stored was settled.</summary>
    public bool IsDrained => _queues.All(queue => queue.IsDrained);

    /// <summary>What is to be sent now; null where nothing is, or may be.</summary>
    /// <param name="now">The present time; messages are stamped by the same clock.</param>
    public Forward? Next(DateTimeOffset now)
    {
        Pause = PauseMax;
        if (_link.Wait(now) is not { } link || !Passes(link)) return null;
        var next = NextLive(now) ?? NextBacklog(now);
        if (next is not null) _link.Try();
        return next;
    }

    /// <summary>An identity wants a connection even if it has nothing to send.</summary>
    /// <param name="clientId">The identity.</param>
    /// <param name="now">The present time.</param>
    /// <param name="isAgain">Whether it had one; then it waits for <see cref="UpstreamLimits.StallPause"/>.</param>
    public void Want(string clientId, DateTimeOffset now, bool isAgain) =>
        _openings.Add(clientId, isAgain ? now + _limits.StallPause : now);

    /// <summary>
    /// After <see cref="Next"/> returned null: an identity to connect although it has nothing to send; null where there is none, or may be.
    /// </summary>
    public string? NextOpening(DateTimeOffset now)
    {
        if (_link.Wait(now) is not { } link || !Passes(link) || !Passes(_openings.Wait(now))) return null;
        _link.Try();
        return _openings.Take(now);
    }

    /// <summary>The parent accepted a connection.</summary>
    public void Reached() => _link.Succeed();

    /// <summary>The parent acknowledged a message.</summary>
    public void Acknowledged(Forward forward, DateTimeOffset now)
    {
        Close(forward).Settle(forward.Stored.Offset);
        _link.Succeed();
        _pauses.Succeed(forward.ClientId, forward.Stored.Offset, now);
    }

    /// <summary>A message was not acknowledged: it goes again as backlog. One of the next three says why.</summary>
    public void Returned(Forward forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        Close(forward).Return(forward.Stored.Offset);
    }

    /// <summary>The parent could not be reached.</summary>
    public void Unreachable(DateTimeOffset now) => _link.Fail(now);

    /// <summary>
    /// The parent refused an identity. While others are acknowledged that is its own trouble, and its messages become dead letters;
    /// otherwise it may be the parent's, or this gateway's clock, and nothing is given up.
    /// </summary>
    public void Refused(string clientId, string reason, DateTimeOffset now)
    {
        _pauses.Refuse(clientId, reason, now);
        LeaveIdentity(now);
    }

    /// <summary>
    /// The parent let an identity in, then closed the connection without an acknowledgement. A message at which that happens again and
    /// again, while others are acknowledged, becomes a dead letter.
    /// </summary>
    public void Stalled(Forward first, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(first);
        _pauses.Stall(first.ClientId, first.Stored, now);
        LeaveIdentity(now);
    }

    /// <summary>A message cannot be sent, whoever tries: it becomes a dead letter.</summary>
    public void Rejected(Forward forward, string reason)
    {
        ArgumentNullException.ThrowIfNull(forward);
        Close(forward).Settle(forward.Stored.Offset);
        _deadLetters[forward.Partition].Add(new DeadLetter(forward.Stored, reason));
        _link.Leave();
    }

    /// <summary>How far a partition is, and what was given up in it since the last call; to be kept in one transaction.</summary>
    public (Checkpoint Checkpoint, IReadOnlyList<DeadLetter> DeadLetters) TakeCheckpoint(int partition)
    {
        var letters = _deadLetters[partition];
        _deadLetters[partition] = [];
        return (_queues[partition].State.ToCheckpoint(), letters);
    }

    /// <summary>A checkpoint could not be kept: what was given up with it is to be kept with the next.</summary>
    public void PutBack(int partition, IReadOnlyList<DeadLetter> deadLetters) => _deadLetters[partition].InsertRange(0, deadLetters);

    private static QuotaSpent Spent(IReadOnlyList<IUpstreamPartition> partitions)
    {
        var spent = partitions.Select(partition => PartitionState.From(partition.Checkpoint).Spent).ToList();
        var day = spent.Max(one => one.Day);
        return new QuotaSpent(day, spent.Where(one => one.Day == day).Sum(one => one.Metered));
    }

    private Forward? NextLive(DateTimeOffset now)
    {
        if (_liveInFlight >= _limits.LiveInFlightMax || !Passes(_rate.Wait(now))) return null;
        for (var i = 0; i < _queues.Length; i++)
        {
            var partition = (_turn + i) % _queues.Length;
            if (NextLive(partition, now) is not { } next) continue;
            _turn = partition + 1;
            return next;
        }

        return null;
    }

    private Forward? NextLive(int partition, DateTimeOffset now)
    {
        var queue = _queues[partition];
        while (queue.PeekLive(now) is { } stored)
        {
            var forward = Describe(stored, partition, SendClass.Live);
            var isAllowed = QuotaWait(forward, now) == TimeSpan.Zero;
            if (!isAllowed || _pauses.IsPaused(forward.ClientId, now))
            {
                queue.DeferLive(alertsSent: !isAllowed);
                continue;
            }

            queue.TakeLive();
            _liveInFlight++;
            return Count(forward, now);
        }

        return null;
    }

    private Forward? NextBacklog(DateTimeOffset now)
    {
        if (_backlogInFlight >= _limits.BacklogInFlightMax || !Passes(_rate.Wait(now)) || !Passes(_backlogRate.Wait(now))) return null;
        for (var i = 0; i < _queues.Length; i++)
        {
            var partition = (_turn + i) % _queues.Length;
            if (NextBacklog(partition, now) is not { } next) continue;
            _turn = partition + 1;
            _backlogRate.TryTake(now);
            return next;
        }

        return null;
    }

    private Forward? NextBacklog(int partition, DateTimeOffset now)
    {
        var queue = _queues[partition];
        GiveUp(queue, partition, now);
        var next = queue.PeekBacklog(message => !_pauses.IsPaused(UpstreamTelemetry.ClientId(message.Message), now));
        if (next is not { } stored) return null;
        var forward = Describe(stored, partition, SendClass.Backlog);
        if (!Passes(QuotaWait(forward, now))) return null;
        queue.TakeBacklog(stored);
        _backlogInFlight++;
        return Count(forward, now);
    }

    private void GiveUp(PartitionQueue queue, int partition, DateTimeOffset now)
    {
        if (_pauses.IsEmpty) return;
        var letters = _deadLetters[partition];
        while (queue.PeekBacklog(message => GiveUpReason(message, now) is not null) is { } message)
        {
            // The caller keeps what was given up before it comes back for more.
            if (letters.Count >= _limits.ReadMax && !Passes(PauseMin)) return;
            queue.TakeBacklog(message);
            queue.Settle(message.Offset);
            letters.Add(new DeadLetter(message, GiveUpReason(message, now)!));
        }
    }

    private string? GiveUpReason(StoredMessage stored, DateTimeOffset now) =>
        _pauses.GiveUpReason(UpstreamTelemetry.ClientId(stored.Message), stored.Offset, now);

    private void LeaveIdentity(DateTimeOffset now)
    {
        if (_pauses.IsProven(now)) _link.Leave();
        else _link.Fail(now);
    }

    private Forward Count(Forward forward, DateTimeOffset now)
    {
        _rate.TryTake(now);
        if (_quota is null) return forward;
        var before = _quota.Spent;
        _quota.Count(QuotaClass(forward), UpstreamTelemetry.Bytes(forward.Stored.Message), now);
        var queue = _queues[forward.Partition];
        var spent = _quota.Spent.Metered - (_quota.Spent.Day == before.Day ? before.Metered : 0);
        queue.Spent = new QuotaSpent(_quota.Spent.Day, spent + (queue.Spent.Day == _quota.Spent.Day ? queue.Spent.Metered : 0));
        return forward;
    }

    private TimeSpan QuotaWait(Forward forward, DateTimeOffset now) =>
        _quota?.Wait(QuotaClass(forward), UpstreamTelemetry.Bytes(forward.Stored.Message), now) ?? TimeSpan.Zero;

    private static SendClass QuotaClass(Forward forward) =>
        UpstreamTelemetry.IsAlert(forward.Stored.Message) ? SendClass.Alert : forward.SendClass;

    private static Forward Describe(StoredMessage stored, int partition, SendClass sendClass) =>
        new(stored, partition, UpstreamTelemetry.ClientId(stored.Message), sendClass);

    private PartitionQueue Close(Forward forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        if (forward.SendClass == SendClass.Backlog) _backlogInFlight--;
        else _liveInFlight--;
        return _queues[forward.Partition];
    }

    private bool Passes(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero && wait < Pause) Pause = wait;
        return wait == TimeSpan.Zero;
    }
}
