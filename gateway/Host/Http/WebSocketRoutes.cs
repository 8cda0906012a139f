using Gateway.Host.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Host.Http;

/// <summary>MQTT over WebSocket, for devices behind firewalls that let only HTTPS through: <c>/$iothub/websocket</c>.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", on WebSocket; MQTT 3.1.1 section 6.</remarks>
internal static class WebSocketRoutes
{
    private const string Path = "/$iothub/websocket";
    private const string Subprotocol = "mqtt";

    /// <summary>Adds the route.</summary>
    public static void Map(WebApplication server, ConnectionScope scope)
    {
        // Without pings of WebSocket: MQTT has its own keep-alive.
        server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var devices = new DeviceConnectionHandler(scope);
        server.MapGet(Path, http => ServeAsync(http, devices));
    }

    private static async Task ServeAsync(HttpContext http, DeviceConnectionHandler devices)
    {
        if (!http.WebSockets.IsWebSocketRequest || !http.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync($"this is a WebSocket of the subprotocol '{Subprotocol}'", http.RequestAborted);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(Subprotocol);
        await using var connection = new WebSocketConnection(http, socket);
        await devices.OnConnectedAsync(connection);
    }
}
