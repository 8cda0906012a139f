using System.Globalization;
using Gateway.Core.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>The identity registry: /devices, /devices/{id}[/modules[/{module}]], /statistics.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices", "Modules" and "Statistics".</remarks>
internal static class IdentityRoutes
{
    private const string Device = "/devices/{id}";
    private const string Module = "/devices/{id}/modules/{module}";
    private const ServiceRights Read = ServiceRights.RegistryRead;
    private const ServiceRights Write = ServiceRights.RegistryRead | ServiceRights.RegistryWrite;

    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        var requests = new IdentityRequests(scope.Registry, scope.Hub.CloudMessages, scope.Hub.Clients, new IdentityChance(), scope.Clock);
        routes.MapGet("/devices", On(Read, http => requests.ListAsync(Top(http), http.RequestAborted)));
        routes.MapGet("/devices/{id}/modules", On(Read, http => requests.ListModulesAsync(http.Part("id"), http.RequestAborted)));
        routes.MapGet("/statistics/devices", On(Read, http => requests.StatisticsAsync(http.RequestAborted)));
        routes.MapGet("/statistics/service", On(ServiceRights.ServiceConnect, _ => Task.FromResult(requests.ServiceStatistics())));
        var bulk = new BulkRequests(requests);
        routes.MapPost("/devices", On(Write, async http => await bulk.RunAsync(await http.BodyAsync(), http.RequestAborted)));
        foreach (var path in new[] { Device, Module })
        {
            routes.MapGet(path, On(Read, http => requests.GetAsync(http.Identity(), http.RequestAborted)));
            routes.MapDelete(path, On(Write, http => requests.DeleteAsync(http.Identity(), http.IfMatch(), http.RequestAborted)));
            routes.MapPut(path, On(Write, async http =>
                await requests.PutAsync(http.Identity(), http.IfMatch(), await http.BodyAsync(), http.RequestAborted)));
        }

        RequestDelegate On(ServiceRights rights, Func<HttpContext, Task<ServiceAnswer>> serve) =>
            ServiceEndpoint.Create(scope, rights, serve);
    }

    // What is no number is out of range, so it is refused as such.
    private static int? Top(HttpContext http) => http.Request.Query["top"].ToString() is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) ? top : 0;
}
