namespace Gateway.Mqtt.Client;

/// <summary>
/// Pings twice in the keep-alive time and says when a ping has had no answer by the time of the next. Any packet counts as an
/// answer: behind a long message the PINGRESP comes late. MQTT 3.1.1 section 3.1.2.10.
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    private readonly Action _ping;
    private readonly Action<TimeSpan> _unanswered;
    private readonly TimeSpan _period;
    private readonly ITimer? _timer;
    private int _waiting;
    private volatile bool _paused;

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

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 1 && !_paused) _unanswered(_period);
        else _ping();
    }
}
