using Gateway.Core.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>Twins: /twins/{id}[/modules/{module}], /devices/query.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Twins" and "Query".</remarks>
internal static class TwinRoutes
{
    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        var requests = new ServiceTwinRequests(scope.Registry, scope.Twins, scope.Hub.CloudMessages, scope.Hub.Clients);
        foreach (var path in new[] { "/twins/{id}", "/twins/{id}/modules/{module}" })
        {
            routes.MapGet(path, On(http => requests.GetAsync(http.Identity(), http.RequestAborted)));
            routes.MapPatch(path, On(http => UpdateAsync(http, replaces: false)));
            routes.MapPut(path, On(http => UpdateAsync(http, replaces: true)));
        }

        var queries = new QueryRequests(scope.Twins, scope.Hub.CloudMessages, scope.Hub.Clients);
        routes.MapPost("/devices/query", On(async http => await queries.PageAsync(
            await http.BodyAsync(),
            http.Request.Headers["x-ms-max-item-count"],
            http.Request.Headers[ServiceEndpoint.Continuation],
            http.RequestAborted)));

        async Task<ServiceAnswer> UpdateAsync(HttpContext http, bool replaces) => await requests.UpdateAsync(
            http.Identity(), http.IfMatch(), await http.BodyAsync(), replaces, http.RequestAborted);

        RequestDelegate On(Func<HttpContext, Task<ServiceAnswer>> serve) =>
            ServiceEndpoint.Create(scope, ServiceRights.ServiceConnect, serve);
    }
}
