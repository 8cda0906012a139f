using System.Collections.Concurrent;

namespace Gateway.Core.Sessions;

/// <summary>The clients that are connected to the hub now, by client id, so that others can speak to them. Thread-safe.</summary>
public sealed class ConnectedClients
{
    private readonly ConcurrentDictionary<string, HubSession> _sessions = new(StringComparer.Ordinal);
    private TaskCompletionSource _arrival = NewSignal();

    /// <summary>Called with the client id of each client that connects; it must be quick and must not throw.</summary>
    public event Action<string>? Entered;

    /// <summary>The session of a client, or null while it is not connected.</summary>
    public HubSession? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    /// <summary>Waits until a client can be spoken to.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="isReady">What the session must be able to; asked again at each arrival and each subscription of any client.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<HubSession> WaitAsync(string clientId, Func<HubSession, bool> isReady, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isReady);
        while (true)
        {
            var arrival = Volatile.Read(ref _arrival).Task;
            if (Find(clientId) is { } session && isReady(session)) return session;
            await arrival.WaitAsync(cancellation);
        }
    }

    /// <summary>How many clients are connected.</summary>
    public int Count => _sessions.Count;

    /// <summary>Ends the connections of an identity that may no longer have one, and those of its modules.</summary>
    /// <param name="clientId">The device, or <c>{device}/{module}</c>.</param>
    /// <param name="reason">Why, for the log.</param>
    public void EndIdentity(string clientId, string reason)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        var modules = clientId + "/";
        foreach (var (id, session) in _sessions)
            if (id == clientId || id.StartsWith(modules, StringComparison.Ordinal)) session.End(reason);
    }

    internal void Enter(HubSession session)
    {
        _sessions[session.ClientId] = session;
        Announce();
        Entered?.Invoke(session.ClientId);
    }

    internal void Leave(HubSession session) => _sessions.TryRemove(new(session.ClientId, session));

    internal void Announce() => Interlocked.Exchange(ref _arrival, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
