namespace Gateway.Core.Limits;

/// <summary>How often something may happen for each key: a burst at once, then one more each interval. Thread-safe.</summary>
/// <typeparam name="TKey">Whom it is counted for.</typeparam>
/// <remarks>
/// The generic cell rate algorithm, ITU-T I.371, in its form of virtual scheduling: of each key only the time is kept at which all that it
/// took is made up for.
/// </remarks>
/// <param name="burst">How many at once, at least 1.</param>
/// <param name="interval">The time in which one more is allowed.</param>
/// <param name="clock">Elapsed time.</param>
public sealed class RateLimit<TKey>(int burst, TimeSpan interval, TimeProvider clock)
    where TKey : notnull
{
    /// <summary>
    /// How many keys are remembered. Beyond it, while none can be forgotten, new keys are not counted: this limit then gives way to
    /// those on everybody together.
    /// </summary>
    public const int KeysMax = 65_536;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _madeUpAt = [];
    private readonly long _interval = Math.Max(1, (long)(interval.TotalSeconds * clock.TimestampFrequency));
    private long _nextSweepAt;

    /// <summary>Takes one, where there is one to take; a refused attempt counts for nothing.</summary>
    public bool TryTake(TKey key)
    {
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            var madeUpAt = Math.Max(_madeUpAt.GetValueOrDefault(key, now), now);
            if (madeUpAt - now > (burst - 1) * _interval) return false;
            if (_madeUpAt.ContainsKey(key) || HasRoom(now)) _madeUpAt[key] = madeUpAt + _interval;
            return true;
        }
    }

    // Whoever has made up for everything is as good as new. Not looked for at every call: a flood of keys must not cost a search each.
    private bool HasRoom(long now)
    {
        if (_madeUpAt.Count < KeysMax) return true;
        if (now < _nextSweepAt) return false;
        _nextSweepAt = now + (burst * _interval);
        foreach (var (key, madeUpAt) in _madeUpAt)
            if (madeUpAt <= now) _madeUpAt.Remove(key);
        return _madeUpAt.Count < KeysMax;
    }
}
