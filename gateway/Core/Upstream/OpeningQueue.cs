namespace Gateway.Core.Upstream;

/// <summary>
/// The identities that want a connection although they have nothing to send, because their devices are connected here: each once, not
/// before its time, and at half the rate of connections, so that those with messages find room. Not thread-safe.
/// </summary>
internal sealed class OpeningQueue(UpstreamLimits limits)
{
    private readonly Dictionary<string, DateTimeOffset> _wanted = new(StringComparer.Ordinal);
    private readonly TokenBucket _rate = new(limits.ConnectsPerSecond / 2);

    /// <summary>Adds an identity, unless it waits already.</summary>
    public void Add(string clientId, DateTimeOffset notBefore) => _wanted.TryAdd(clientId, notBefore);

    /// <summary>How long until the next one may be opened.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        if (_wanted.Count == 0) return TimeSpan.MaxValue;
        var rate = _rate.Wait(now);
        var first = _wanted.Values.Min() - now;
        return rate > first ? rate : first > TimeSpan.Zero ? first : TimeSpan.Zero;
    }

    /// <summary>Takes one whose time has come; null where there is none.</summary>
    public string? Take(DateTimeOffset now)
    {
        if (Wait(now) > TimeSpan.Zero) return null;
        var clientId = _wanted.MinBy(one => one.Value).Key;
        _wanted.Remove(clientId);
        _rate.TryTake(now);
        return clientId;
    }
}
