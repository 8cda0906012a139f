namespace Gateway.Host.Connections;

/// <summary>
/// When a connection must end: at a time-out, when its token expires, or when somebody says so. Whoever is first gives the reason.
/// Thread-safe.
/// </summary>
internal sealed class ConnectionDeadline : IDisposable
{
    /// <summary>The longest time a hub waits for a sign of life, also from a client that promised none.</summary>
    /// <remarks>
    /// 1.5 times the keep-alive, capped at 29.45 minutes (1767 s).
    /// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on keep-alive.
    /// </remarks>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(1767);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly ITimer _silence;
    private readonly ITimer _expiry;
    private string? _reason;

    /// <summary>Starts without a deadline.</summary>
    /// <param name="clock">Real time.</param>
    /// <param name="stopping">The gateway's own end.</param>
    public ConnectionDeadline(TimeProvider clock, CancellationToken stopping)
    {
        _clock = clock;
        _silence = clock.CreateTimer(
            _ => End("the client was silent for too long"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _expiry = clock.CreateTimer(_ => End("the token expired"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = stopping.Register(() => End("the gateway stops"));
    }

    /// <summary>Cancelled when the connection must end.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Why it ended, or null while it has not.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    /// <summary>Ends the connection; only the first reason counts.</summary>
    public void End(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null) return;
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection was over by then: nothing is left to end.
            return;
        }
    }

    /// <summary>Allows this much silence from now on.</summary>
    public void AllowSilence(TimeSpan silence) => _silence.Change(silence, Timeout.InfiniteTimeSpan);

    /// <summary>Stops counting the silence, while the gateway itself keeps the client waiting.</summary>
    public void IgnoreSilence() => _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the connection at a moment.</summary>
    public void EndAt(DateTimeOffset expiresAt)
    {
        // A timer takes at most 49 days; a token that lives longer is looked at again when the device reconnects.
        var remaining = expiresAt - _clock.GetUtcNow();
        if (remaining < TimeSpan.FromDays(49))
            _expiry.Change(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _silence.Dispose();
        _expiry.Dispose();
        _ended.Dispose();
    }
}
