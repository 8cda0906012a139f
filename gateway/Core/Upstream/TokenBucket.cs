namespace Gateway.Core.Upstream;

/// <summary>A token bucket: so many a second, and after a pause at most so many at once. Not thread-safe.</summary>
public sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private DateTimeOffset? _at;

    /// <summary>Creates a full bucket.</summary>
    /// <param name="perSecond">Tokens per second, above 0. As many as gather in a tenth of a second, at least 1, may go at once.</param>
    public TokenBucket(double perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        _perSecond = perSecond;
        _tokens = _burst = Math.Max(1, perSecond / 10);
    }

    /// <summary>How long until there is a token; zero when there is one.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        Refill(now);
        return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Ceiling((1 - _tokens) / _perSecond * TimeSpan.TicksPerSecond));
    }

    /// <summary>Takes a token, where there is one.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (Wait(now) > TimeSpan.Zero) return false;
        _tokens--;
        return true;
    }

    /// <summary>Takes a token in advance.</summary>
    /// <returns>How long to wait before making use of it.</returns>
    public TimeSpan Reserve(DateTimeOffset now)
    {
        var wait = Wait(now);
        _tokens--;
        return wait;
    }

    // A clock that was set back adds nothing, and takes nothing away.
    private void Refill(DateTimeOffset now)
    {
        var passed = _at is { } at && now > at ? now - at : TimeSpan.Zero;
        _tokens = Math.Min(_burst, _tokens + (passed.TotalSeconds * _perSecond));
        _at = now;
    }
}
