using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Host.Connections;

/// <summary>Puts the gate in front of a port.</summary>
internal static class ConnectionGuard
{
    /// <summary>Asks the gate before anything else is done for a connection; whoever it turns away is closed without a word.</summary>
    public static ListenOptions Guard(this ListenOptions listen, ConnectionGate gate)
    {
        listen.Use(next => connection => ServeAsync(connection, gate, next));
        return listen;
    }

    private static async Task ServeAsync(ConnectionContext connection, ConnectionGate gate, ConnectionDelegate next)
    {
        using var place = gate.TryEnter((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (place is null)
        {
            connection.Abort(new ConnectionAbortedException("its address has too many connections"));
            return;
        }

        connection.Features.Set(place);
        await next(connection);
    }
}
