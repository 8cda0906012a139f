using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Core.Twins;
using Gateway.Core.Upstream;
using Gateway.Host.Storage;
using Gateway.Mqtt.Client;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Upstream;

/// <summary>
/// Carries out what the plan decides: gives messages to the connections of their identities, tells the plan what came of them, and
/// keeps its checkpoints. One loop; the rest only tells it.
/// </summary>
internal sealed class UpstreamForwarder : IAsyncDisposable
{
    // Each checkpoint costs a flush to the disk; what was acknowledged since the last one is sent again after a crash.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadRetryDelay = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<ConsumerPartition> _partitions;
    private readonly UpstreamDialer _dialer;
    private readonly UpstreamContext _context;
    private readonly RelayPorts _ports;
    private readonly ConcurrentDictionary<string, UpstreamRelay> _relays = new(StringComparer.Ordinal);
    private readonly ForwardPlan _plan;
    private readonly Channel<UpstreamOutcome> _outcomes = Channel.CreateUnbounded<UpstreamOutcome>();
    private readonly Dictionary<string, UpstreamConnection> _connections = new(StringComparer.Ordinal);
    private readonly List<Task> _running = [];
    private readonly HashSet<int> _unsaved = [];
    private readonly ITimer _timer;
    private DateTimeOffset _saveAt;

    public UpstreamForwarder(IReadOnlyList<ConsumerPartition> partitions, UpstreamDialer dialer, RelayPorts ports, UpstreamContext context)
    {
        (_partitions, _dialer, _ports, _context) = (partitions, dialer, ports, context);
        _plan = new ForwardPlan(partitions, context.Options.Limits, context.Options.Tier, context.Options.Units);
        _timer = context.Clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private DateTimeOffset Now => _context.Clock.GetUtcNow();

    /// <summary>Wakes the loop whenever a message is stored in a partition.</summary>
    public async Task WatchAsync(ConsumerPartition partition, CancellationToken stopping)
    {
        while (true)
        {
            var newest = partition.NewestOffset;
            Wake();
            await partition.WaitForNewerAsync(newest, stopping);
        }
    }

    /// <summary>Sends until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _ports.Clients.Entered += Enter;
        _ports.Twins.Changed += WakeTwin;
        try
        {
            while (true)
            {
                var pause = GiveOut(stopping);
                if (_unsaved.Count > 0) pause = await SaveAsync(pause, stopping);
                _timer.Change(pause, Timeout.InfiniteTimeSpan);
                Take(await _outcomes.Reader.ReadAsync(stopping));
                while (_outcomes.Reader.TryRead(out var outcome)) Take(outcome);
            }
        }
        finally
        {
            _ports.Clients.Entered -= Enter;
            _ports.Twins.Changed -= WakeTwin;
            await Task.WhenAll(_running);
            await SaveLastAsync();
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Wake() => _outcomes.Writer.TryWrite(new UpstreamOutcome.Woken());

    private void Enter(string clientId) => _outcomes.Writer.TryWrite(new UpstreamOutcome.Entered(clientId));

    private void WakeTwin(string clientId, TwinChange change)
    {
        if (_relays.TryGetValue(clientId, out var relay)) relay.WakeTwin();
    }

    // A connection has one relay at a time, so the newest is the one that lives.
    private UpstreamRelay OpenRelay(string clientId, MqttClient client) => _relays[clientId] = new UpstreamRelay(clientId, client, _ports);

    private TimeSpan GiveOut(CancellationToken stopping)
    {
        try
        {
            while (_plan.Next(Now) is { } forward) Connection(forward.ClientId, stopping).Send(forward);
            while (_plan.NextOpening(Now) is { } clientId) Connection(clientId, stopping).Open();
            return _plan.Pause;
        }
        catch (SqliteException e)
        {
            _context.Log.UpstreamNotRead(e);
            return ReadRetryDelay;
        }
    }

    private UpstreamConnection Connection(string clientId, CancellationToken stopping)
    {
        if (_connections.TryGetValue(clientId, out var connection)) return connection;
        _connections[clientId] = connection = new UpstreamConnection(clientId, _dialer, _context.EdgeOnly, OpenRelay, _outcomes.Writer);
        _running.Add(RunAsync(connection, stopping));
        return connection;
    }

    private async Task RunAsync(UpstreamConnection connection, CancellationToken stopping)
    {
        try
        {
            await connection.RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was not acknowledged is sent after the next start.
            return;
        }
        catch (Exception e)
        {
            _context.Log.UpstreamEnded(e);
            throw;
        }
    }

    private void Take(UpstreamOutcome outcome)
    {
        switch (outcome)
        {
            case UpstreamOutcome.Entered(var clientId):
                _plan.Want(clientId, Now, isAgain: false);
                break;
            case UpstreamOutcome.Reached:
                if (!_plan.IsLinkUp) _context.Log.UpstreamReached(_context.Options.HostName);
                _plan.Reached();
                break;
            case UpstreamOutcome.Lost(var clientId):
                WantAgain(clientId, isAgain: true);
                break;
            case UpstreamOutcome.Acknowledged(var forward):
                _plan.Acknowledged(forward, Now);
                _context.Counters.CountSentUpstream();
                _unsaved.Add(forward.Partition);
                break;
            case UpstreamOutcome.Rejected(var forward, var reason):
                _plan.Rejected(forward, reason);
                _unsaved.Add(forward.Partition);
                break;
            case UpstreamOutcome.Returned(var forward):
                _plan.Returned(forward);
                break;
            case UpstreamOutcome.Failed failed:
                Take(failed);
                break;
        }
    }

    private void Take(UpstreamOutcome.Failed failed)
    {
        _context.Counters.CountUpstreamFailure();
        foreach (var forward in failed.Forwards) _plan.Returned(forward);
        switch (failed.Cause)
        {
            case DialResult.Refused(var reason):
                _context.Log.UpstreamRefused(failed.Connection.ClientId, reason);
                _plan.Refused(failed.Connection.ClientId, reason, Now);
                break;
            case DialResult.Unreachable(var reason):
                if (_plan.IsLinkUp) _context.Log.UpstreamUnreachable(_context.Options.HostName, reason);
                _plan.Unreachable(Now);
                break;
            case DialResult.Connected:
                _context.Log.UpstreamStalled(failed.Connection.ClientId, failed.Forwards[0].Stored.Message.MessageId);
                _plan.Stalled(failed.Forwards[0], Now);
                break;
        }

        foreach (var partition in failed.Forwards.Select(forward => forward.Partition)) _unsaved.Add(partition);
        failed.Connection.Reset();
        // While the parent cannot be reached, the link's own pauses are enough.
        WantAgain(failed.Connection.ClientId, isAgain: failed.Cause is not DialResult.Unreachable);
    }

    private void WantAgain(string clientId, bool isAgain)
    {
        if (_ports.Clients.Find(clientId) is not null) _plan.Want(clientId, Now, isAgain);
    }

    private async Task<TimeSpan> SaveAsync(TimeSpan pause, CancellationToken stopping)
    {
        if (_saveAt > Now) return _saveAt - Now < pause ? _saveAt - Now : pause;
        foreach (var partition in _unsaved.ToArray()) await SaveAsync(partition, stopping);
        _saveAt = Now + SaveInterval;
        return SaveInterval < pause && _unsaved.Count > 0 ? SaveInterval : pause;
    }

    private async Task SaveAsync(int partition, CancellationToken stopping)
    {
        var (checkpoint, deadLetters) = _plan.TakeCheckpoint(partition);
        try
        {
            await _partitions[partition].SaveAsync(checkpoint, deadLetters, stopping);
            _unsaved.Remove(partition);
        }
        catch (SqliteException e)
        {
            _plan.PutBack(partition, deadLetters);
            _context.Log.CheckpointNotKept(partition, checkpoint.Offset, e);
        }
    }

    // What was acknowledged up to the stop is not sent again after the next start.
    private async Task SaveLastAsync()
    {
        while (_outcomes.Reader.TryRead(out var outcome)) Take(outcome);
        foreach (var partition in _unsaved.ToArray()) await SaveAsync(partition, CancellationToken.None);
    }
}
