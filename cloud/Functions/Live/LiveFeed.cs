using System.Collections.Concurrent;

namespace Cloud.Functions.Live;

/// <summary>
/// Hands what was committed to every page that watches. A publisher never waits: a client whose queue is full is dropped, and its
/// browser connects again and reads the history afresh. Thread-safe.
/// </summary>
internal sealed class LiveFeed
{
    /// <summary>The most clients at a time; further ones are refused.</summary>
    public const int ClientsMax = 64;

    private readonly ConcurrentDictionary<LiveClient, byte> _clients = new();
    private volatile bool _completed;
    private long _dropped;

    /// <summary>Clients dropped because they read too slowly, since start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether anyone watches.</summary>
    public bool IsWatched => !_clients.IsEmpty;

    /// <summary>Adds a client.</summary>
    /// <returns>False when <see cref="ClientsMax"/> clients watch already, or the host is stopping.</returns>
    public bool TryAdd(LiveClient client)
    {
        if (_completed || _clients.Count >= ClientsMax || !_clients.TryAdd(client, 0)) return false;
        if (_completed) client.Complete();
        return true;
    }

    /// <summary>Forgets a client; harmless when it is gone already.</summary>
    public void Remove(LiveClient client) => _clients.TryRemove(client, out _);

    /// <summary>Queues one or more whole server-sent events for every client.</summary>
    public void Publish(ReadOnlyMemory<byte> events)
    {
        if (events.IsEmpty) return;
        foreach (var client in _clients.Keys)
        {
            if (client.TryQueue(events) || !_clients.TryRemove(client, out _)) continue;
            Interlocked.Increment(ref _dropped);
            client.Complete();
        }
    }

    /// <summary>Ends every client's stream and takes no more, so that the server can stop at once.</summary>
    public void Complete()
    {
        _completed = true;
        foreach (var client in _clients.Keys) client.Complete();
    }
}
