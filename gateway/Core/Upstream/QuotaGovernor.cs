namespace Gateway.Core.Upstream;

/// <summary>
/// Spends a day's quota: live messages may have all but what is reserved for alerts; the backlog goes at full speed through the first
/// half, then only as fast as lasts until midnight UTC beside the live messages that are to be expected. Not thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub quotas and throttling": quotas are per day and start anew at 00:00 UTC.</remarks>
public sealed class QuotaGovernor
{
    /// <summary>The share of a day that only alerts may use.</summary>
    public const double AlertShare = 0.1;

    private const double FullSpeedShare = 0.5;

    // A shorter observation would take one early burst for the rate of the whole day.
    private static readonly TimeSpan ObservationMin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(1);

    private readonly HubTier _tier;
    private readonly long _quota;
    private long _alerts;
    private long _live;
    private DateTimeOffset _since;
    private DateTimeOffset _backlogAt;

    /// <summary>Creates a governor.</summary>
    /// <param name="tier">The hub's tier.</param>
    /// <param name="units">How many units the hub has, at least 1.</param>
    /// <param name="spent">What was spent of that day before.</param>
    public QuotaGovernor(HubTier tier, int units, QuotaSpent spent)
    {
        ArgumentNullException.ThrowIfNull(tier);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (_tier, _quota, Spent) = (tier, tier.MessagesPerDay * units, spent);
    }

    /// <summary>What was spent of the present day.</summary>
    public QuotaSpent Spent { get; private set; }

    private long ReservedLeft => Math.Max(0, (long)(_quota * AlertShare) - _alerts);

    /// <summary>How long until a message may be sent; zero for now.</summary>
    public TimeSpan Wait(SendClass sendClass, long bytes, DateTimeOffset now)
    {
        Turn(now);
        var after = Spent.Metered + _tier.Meter(bytes);
        var limit = sendClass == SendClass.Alert ? _quota : _quota - ReservedLeft;
        if (after > limit) return Midnight(now) - now;
        return sendClass == SendClass.Backlog ? BacklogWait(now) : TimeSpan.Zero;
    }

    /// <summary>Counts a message that is sent now.</summary>
    public void Count(SendClass sendClass, long bytes, DateTimeOffset now)
    {
        Turn(now);
        var metered = _tier.Meter(bytes);
        Spent = Spent with { Metered = Spent.Metered + metered };
        if (sendClass == SendClass.Alert) _alerts += metered;
        if (sendClass == SendClass.Live) _live += metered;
        if (sendClass == SendClass.Backlog && Spare(now) is > 0 and var spare)
            _backlogAt = now + ((Midnight(now) - now) / spare * metered);
    }

    private TimeSpan BacklogWait(DateTimeOffset now)
    {
        if (Spent.Metered < _quota * FullSpeedShare) return TimeSpan.Zero;
        if (Spare(now) <= 0) return Shorter(Midnight(now) - now, RetryMax);
        return _backlogAt > now ? Shorter(_backlogAt - now, RetryMax) : TimeSpan.Zero;
    }

    // What is left for the backlog when alerts and the live messages to come have theirs.
    private double Spare(DateTimeOffset now)
    {
        var observed = now - _since > ObservationMin ? now - _since : ObservationMin;
        var expected = _live / observed.TotalSeconds * (Midnight(now) - now).TotalSeconds;
        return _quota - ReservedLeft - Spent.Metered - expected;
    }

    private void Turn(DateTimeOffset now)
    {
        var day = Day(now);
        if (_since == default) _since = now;
        if (day <= Spent.Day) return;
        Spent = new QuotaSpent(day, 0);
        (_alerts, _live, _since, _backlogAt) = (0, 0, now, default);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static int Day(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber;

    private static DateTimeOffset Midnight(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
