using System.Collections.Concurrent;
using Gateway.Core.Sessions;

namespace Gateway.Host.Connections;

/// <summary>Who is connected: at most one connection for each identity and dialect, the newest (take-over). Thread-safe.</summary>
/// <remarks>Source: Microsoft, "Understand and resolve Azure IoT Hub errors", 400027.</remarks>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<(Type Dialect, string ClientId), ConnectionDeadline> _connections = new();

    /// <summary>Enters a connection; one that was there before is told to end.</summary>
    public void Enter(Session session, ConnectionDeadline connection)
    {
        ConnectionDeadline? older = null;
        _connections.AddOrUpdate(Key(session), connection, (_, present) =>
        {
            older = present;
            return connection;
        });
        older?.End("another connection took over");
    }

    /// <summary>Removes a connection, unless a newer one has its place.</summary>
    public void Leave(Session session, ConnectionDeadline connection) => _connections.TryRemove(new(Key(session), connection));

    private static (Type Dialect, string ClientId) Key(Session session) => (session.GetType(), session.ClientId);
}
