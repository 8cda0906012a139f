using Gateway.Core.Methods;
using Gateway.Core.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>Direct methods: POST /twins/{id}[/modules/{module}]/methods.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Invoke Method".</remarks>
internal static class MethodRoutes
{
    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        // Callers wait in real time, whatever clock the messages have.
        var requests = new ServiceMethodRequests(scope.Registry, new MethodCalls(scope.Hub.Clients, scope.SystemClock));
        var invoke = ServiceEndpoint.Create(scope, ServiceRights.ServiceConnect, async http =>
            await requests.InvokeAsync(http.Identity(), await http.BodyAsync(), http.RequestAborted));
        routes.MapPost("/twins/{id}/methods", invoke);
        routes.MapPost("/twins/{id}/modules/{module}/methods", invoke);
    }
}
