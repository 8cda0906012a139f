using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Cloud.Functions.Live;
using Cloud.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions.Invocations;

/// <summary>
/// Takes batches one after another through processor and store, and shows what was committed to the live feed. After any failure
/// the session is thrown away and the next call restores it from the store, so that memory never runs ahead of disk. Thread-safe.
/// </summary>
internal sealed class StreamPipeline : IDisposable
{
    private readonly CloudDatabase _database;
    private readonly LiveFeed _feed;
    private readonly ILogger _log;
    private readonly Action? _gate;
    private readonly Lock _lock = new();
    private StreamSession? _session;
    private bool _disposed;
    private Dictionary<string, long> _counts;

    /// <summary>Restores the processor.</summary>
    /// <param name="database">The store.</param>
    /// <param name="feed">Where committed rows go live.</param>
    /// <param name="log">Where each batch is told of.</param>
    /// <param name="gate">Passed before each statement and around each commit; a test's throws. Null in a real run.</param>
    public StreamPipeline(CloudDatabase database, LiveFeed feed, ILogger log, Action? gate = null)
    {
        _database = database;
        _feed = feed;
        _log = log;
        _gate = gate;
        _counts = new CheckpointReader(database).ReadCounts();
        _session = StreamSession.Restore(database, gate);
    }

    /// <summary>The running counts as of the last commit.</summary>
    public IReadOnlyDictionary<string, long> Counts => Volatile.Read(ref _counts);

    /// <summary>Processes one batch; everything that follows from it is durable when this returns.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="receivedAt">The arrival time of events that carry none.</param>
    public void Process(HubEventBatch batch, DateTimeOffset receivedAt)
    {
        lock (_lock) Publish(Run(session => session.Run(processor => processor.Process(batch, receivedAt))));
    }

    /// <summary>Tells the processor the time, so that windows of silent devices close; does nothing while a batch is in work.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (!_lock.TryEnter()) return;
        try
        {
            Publish(Run(session => session.Run(processor => processor.Advance(now))));
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Keeps a request that can never be read as a batch among the dead letters.</summary>
    public void Refuse(ReadOnlyMemory<byte> body, string problem, DateTimeOffset now)
    {
        lock (_lock)
        {
            Run<object?>(session =>
            {
                session.Refuse(body, problem, now);
                return null;
            });
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _session?.Dispose();
            _session = null;
        }
    }

    private T Run<T>(Func<StreamSession, T> step)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return step(_session ??= StreamSession.Restore(_database, _gate));
        }
        catch
        {
            _session?.Dispose();
            _session = null;
            throw;
        }
    }

    private void Publish(ProcessorOutput output)
    {
        var counts = new Dictionary<string, long>(_counts);
        foreach (var (name, value) in StoreCounts.Of(output))
            if (value != 0) counts[name] = counts.GetValueOrDefault(name) + value;
        Volatile.Write(ref _counts, counts);
        _log.Committed(output);
        if (_feed.IsWatched) _feed.Publish(LiveEvents.Of(output));
    }
}
