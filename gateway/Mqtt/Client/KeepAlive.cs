namespace Gateway.Mqtt.Client;

/// <summary>
/// Pings twice in the keep-alive time and says when a ping has had no answer by the time of the next. Any packet counts as an
/// answer: behind a long message the PINGRESP comes late. MQTT 3.1.1 section 3.1.2.10. Thread-safe.
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    private readonly Action _ping;
    private readonly Action<TimeSpan> _unanswered;
    private readonly TimeSpan _period;
    private readonly ITimer? _timer;
    private volatile bool _paused;
    private int _waiting;

    /// <param name="seconds">The keep-alive time; 0 turns it off.</param>
    /// <param name="clock">Whose time.</param>
    /// <param name="ping">Sends PINGREQ.</param>
    /// <param name="unanswered">Told how long a ping went unanswered.</param>
    public KeepAlive(ushort seconds, TimeProvider clock, Action ping, Action<TimeSpan> unanswered)
    {
        (_ping, _unanswered, _period) = (ping, unanswered, TimeSpan.FromSeconds(seconds) / 2);
        if (seconds > 0) _timer = clock.CreateTimer(static state => ((KeepAlive)state!).Tick(), this, _period, _period);
    }

    /// <summary>The server was heard.</summary>
    public void Heard() => Volatile.Write(ref _waiting, 0);

    /// <summary>This client itself does not read from the socket, so that a missing answer says nothing about the server.</summary>
    public void Pause() => _paused = true;

    /// <summary>This client reads again.</summary>
    public void Resume()
    {
        Heard();
        _paused = false;
    }

    /// <summary>No further pings.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 1 && !_paused) _unanswered(_period);
        else _ping();
    }
}
