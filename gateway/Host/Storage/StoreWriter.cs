using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Storage;

/// <summary>
/// The only writer of the store: takes what is queued, as much as there is, into one transaction (group commit), so that one flush to
/// the disk serves many. Thread-safe.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const string Probe =
        "INSERT INTO settings (name, value) VALUES ('probe', '1') ON CONFLICT (name) DO UPDATE SET value = value + 1";

    private readonly Channel<StoreWork> _queue;
    private readonly StoreConnection _connection;
    private readonly int _messagesMax;
    private readonly long _bytesMax;
    private readonly StoreHealth _health;
    private readonly Action? _beforeCommit;
    private readonly ILogger _log;
    private readonly Task _loop;

    /// <summary>Starts the writer's thread.</summary>
    /// <param name="connection">The writer's own connection.</param>
    /// <param name="limits">Bounds the queue and the group.</param>
    /// <param name="health">Is told whether the store can be written.</param>
    /// <param name="beforeCommit">Runs before each COMMIT; for tests that make it fail.</param>
    /// <param name="log">Where failures are told.</param>
    public StoreWriter(StoreConnection connection, GatewayLimits limits, StoreHealth health, Action? beforeCommit, ILogger log)
    {
        (_connection, _health, _beforeCommit, _log) = (connection, health, beforeCommit, log);
        (_messagesMax, _bytesMax) = (limits.CommitGroupMax, limits.CommitBytesMax);
        _queue = Channel.CreateBounded<StoreWork>(new BoundedChannelOptions(limits.StoreQueueMax) { SingleReader = true });
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Queues work; waits while the queue is full.</summary>
    /// <returns>Completes when the work is queued; the task inside completes after the commit.</returns>
    /// <exception cref="ChannelClosedException">The writer has ended.</exception>
    public ValueTask<Task<T>> EnqueueAsync<T>(StoreWork<T> work, CancellationToken cancellation) =>
        _queue.Writer.TryWrite(work) ? new(work.Completion) : WaitForRoomAsync(work, cancellation);

    /// <summary>Queues work and waits for its commit.</summary>
    public async Task<T> RunAsync<T>(Func<StoreConnection, T> apply, CancellationToken cancellation) =>
        await await EnqueueAsync(new StoreStep<T>(apply), cancellation);

    /// <summary>Commits what is queued and ends the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _connection.Dispose();
    }

    private async ValueTask<Task<T>> WaitForRoomAsync<T>(StoreWork<T> work, CancellationToken cancellation)
    {
        await _queue.Writer.WriteAsync(work, cancellation);
        return work.Completion;
    }

    private void Run()
    {
        var group = new List<StoreWork>();
        try
        {
            while (WaitForWork())
            {
                group.Clear();
                Gather(group);
                Commit(group);
            }
        }
        catch (Exception e)
        {
            // A bug, not a full disk: nobody may wait forever for a writer that is gone.
            _log.StoreWriterEnded(e);
            _queue.Writer.TryComplete(e);
            while (_queue.Reader.TryRead(out var work)) group.Add(work);
            foreach (var work in group) work.Fail(e);
            throw;
        }
    }

    private void Gather(List<StoreWork> group)
    {
        var (messages, bytes) = (0, 0L);
        while (messages < _messagesMax && bytes < _bytesMax && _queue.Reader.TryRead(out var work))
        {
            work.Seal();
            (messages, bytes) = (messages + work.Messages, bytes + work.Bytes);
            group.Add(work);
        }
    }

    // The thread is the writer's own, so it may block.
    private bool WaitForWork() => _queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Commit(List<StoreWork> group)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            // Reading works on a full disk too: while the store fails, each transaction must show that it can write.
            if (_health.Failure is not null) _connection.Execute(Probe);
            foreach (var work in group) work.Apply(_connection);
            _beforeCommit?.Invoke();
            _connection.Execute("COMMIT");
        }
        catch (SqliteException e)
        {
            _health.Fail(group.Count, e);
            RollBack();
            foreach (var work in group) work.Fail(e);
            return;
        }

        _health.Recover();
        foreach (var work in group) work.Complete();
    }

    private void RollBack()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException e)
        {
            // SQLite rolls back by itself on some errors (a full disk, an I/O error) and then refuses ours.
            _log.StoreRolledBackItself(e);
        }
    }
}
