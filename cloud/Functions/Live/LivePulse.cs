namespace Cloud.Functions.Live;

/// <summary>
/// Sends every page the counters once a second, when they changed, and otherwise a heartbeat. It runs on the real clock, as
/// connections do. Thread-safe.
/// </summary>
internal sealed class LivePulse : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Seconds without a change after which a heartbeat goes out, so that proxies and browsers keep the connection.</summary>
    private const int HeartbeatSeconds = 10;

    private readonly LiveFeed _feed;
    private readonly Func<IReadOnlyDictionary<string, long>> _counters;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private Dictionary<string, long> _sent = [];
    private int _quietSeconds;

    public LivePulse(LiveFeed feed, Func<IReadOnlyDictionary<string, long>> counters, TimeProvider realTime)
    {
        _feed = feed;
        _counters = counters;
        _timer = realTime.CreateTimer(_ => Beat(), null, Interval, Interval);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Beat()
    {
        if (!_feed.IsWatched) return;
        lock (_lock)
        {
            var counters = _counters().ToDictionary();
            if (Same(counters, _sent) && ++_quietSeconds < HeartbeatSeconds) return;
            _feed.Publish(Same(counters, _sent) ? ServerSentEvents.Heartbeat : ServerSentEvents.Encode("counters", counters));
            _sent = counters;
            _quietSeconds = 0;
        }
    }

    private static bool Same(Dictionary<string, long> left, Dictionary<string, long> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
