using Gateway.Core.CloudToDevice;
using Gateway.Core.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>Cloud-to-device messages: POST /messages/devicebound, DELETE /devices/{id}[/modules/{module}]/commands.</summary>
/// <remarks>Source: Microsoft, "Send cloud-to-device messages from an IoT hub".</remarks>
internal static class CloudMessageRoutes
{
    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        var sender = new CloudToDeviceSender(scope.Hub.CloudMessages, scope.Hub.Clients, scope.Clock);
        var requests = new ServiceCloudMessages(scope.Registry, scope.Hub.CloudMessages, sender, scope.Clock);
        routes.MapPost("/messages/devicebound", On(async http =>
            await requests.SendAsync(Headers(http), await http.BodyAsync(), http.RequestAborted)));
        var purge = On(http => requests.PurgeAsync(http.Identity(), http.RequestAborted));
        routes.MapDelete("/devices/{id}/commands", purge);
        routes.MapDelete("/devices/{id}/modules/{module}/commands", purge);

        RequestDelegate On(Func<HttpContext, Task<ServiceAnswer>> serve) =>
            ServiceEndpoint.Create(scope, ServiceRights.ServiceConnect, serve);
    }

    private static List<KeyValuePair<string, string>> Headers(HttpContext http) =>
        [.. http.Request.Headers.Select(header => new KeyValuePair<string, string>(header.Key, header.Value.ToString()))];
}
