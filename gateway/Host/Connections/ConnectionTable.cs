using System.Collections.Concurrent;
using Gateway.Core.Limits;
using Gateway.Core.Sessions;

namespace Gateway.Host.Connections;

/// <summary>Who is connected: at most one connection for each identity and dialect, the newest (take-over). Thread-safe.</summary>
/// <remarks>Source: Microsoft, "Understand and resolve Azure IoT Hub errors", 400027.</remarks>
/// <param name="limits">How often an identity may be taken over.</param>
/// <param name="clock">Real time.</param>
internal sealed class ConnectionTable(GatewayLimits limits, TimeProvider clock)
{
    private readonly RateLimit<string> _takeOvers = new(limits.TakeOversMax, limits.TakeOverPeriod / limits.TakeOversMax, clock);
    private readonly ConcurrentDictionary<(Type Dialect, string ClientId), Entry> _connections = new();

    /// <summary>
    /// Whether a device may come in now: at any time while no other connection has its id, else as often as the limit on take-overs allows.
    /// </summary>
    public bool Allows(string clientId) =>
        !_connections.ContainsKey((typeof(HubSession), clientId)) || _takeOvers.TryTake(clientId);

    /// <summary>Enters a connection; one that was there before is told to end.</summary>
    /// <param name="session">Whose connection.</param>
    /// <param name="connection">Ends it.</param>
    /// <param name="settled">Completes when the fate of all that it received is known.</param>
    /// <returns>The same of the one that was there before; completed where there was none.</returns>
    public Task Enter(Session session, ConnectionDeadline connection, Task settled)
    {
        Entry? older = null;
        var entry = new Entry(connection, settled);
        _connections.AddOrUpdate(Key(session), entry, (_, present) =>
        {
            older = present;
            return entry;
        });
        older?.Connection.End("another connection took over");
        return older?.Settled ?? Task.CompletedTask;
    }

    /// <summary>Removes a connection, unless a newer one has its place.</summary>
    public void Leave(Session session, ConnectionDeadline connection, Task settled) =>
        _connections.TryRemove(new(Key(session), new Entry(connection, settled)));

    private static (Type Dialect, string ClientId) Key(Session session) => (session.GetType(), session.ClientId);

    private sealed record Entry(ConnectionDeadline Connection, Task Settled);
}
