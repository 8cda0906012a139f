namespace Gateway.Core.Upstream;

/// <summary>
/// Whether the parent can be reached. While it cannot, one message at a time is tried, after pauses that double up to a longest one.
/// Not thread-safe.
/// </summary>
internal sealed class UpstreamLink(UpstreamLimits limits)
{
    // Enough doublings for any sensible pair of bounds, few enough that the product cannot overflow.
    private const int DoublingsMax = 20;

    private int _failures;
    private bool _isTrying;
    private DateTimeOffset _retryAt;

    /// <summary>Whether the last attempt succeeded, or none was made yet.</summary>
    public bool IsUp => _failures == 0;

    /// <summary>How long until something may be sent; null while the outcome of an attempt is awaited.</summary>
    public TimeSpan? Wait(DateTimeOffset now)
    {
        if (IsUp) return TimeSpan.Zero;
        if (_isTrying) return null;
        return _retryAt > now ? _retryAt - now : TimeSpan.Zero;
    }

    /// <summary>Something is being sent.</summary>
    public void Try() => _isTrying = true;

    /// <summary>The attempt ended without telling anything about the link.</summary>
    public void Leave() => _isTrying = false;

    /// <summary>The parent answered.</summary>
    public void Succeed() => (_failures, _isTrying) = (0, false);

    /// <summary>The parent did not. Failures of what was sent before the first of them was known count once.</summary>
    public void Fail(DateTimeOffset now)
    {
        if (!IsUp && !_isTrying) return;
        var delay = limits.RetryDelayMin * Math.Pow(2, Math.Min(_failures, DoublingsMax));
        _retryAt = now + (delay < limits.RetryDelayMax ? delay : limits.RetryDelayMax);
        (_failures, _isTrying) = (_failures + 1, false);
    }
}
