namespace Gateway.Host.Events;

/// <summary>Exponential back-off: the pause doubles with each failure, up to a longest one. Immutable, so thread-safe.</summary>
internal sealed class RetryDelay(TimeSpan min, TimeSpan max)
{
    // Enough doublings for any sensible pair of bounds, few enough that the product cannot overflow.
    private const int DoublingsMax = 20;

    /// <summary>The pause after an attempt, counted from 0. With 250 ms and 30 s: 250 ms, 500 ms, 1 s, 2 s, … 30 s.</summary>
    public TimeSpan After(int attempt)
    {
        var delay = min * Math.Pow(2, Math.Min(attempt, DoublingsMax));
        return delay < max ? delay : max;
    }
}
