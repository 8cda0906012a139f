using Gateway.Core.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>
/// How the gateway is, for those who watch it: /healthz, /readyz, /metrics. They need no token, so they say nothing of devices, keys,
/// paths or causes; those stand in the log.
/// </summary>
internal static class HealthRoutes
{
    private const string PlainText = "text/plain; charset=utf-8";
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        // That it answers is what it says: a supervisor restarts what does not.
        routes.MapMethods("/healthz", Methods, http => WriteAsync(http, StatusCodes.Status200OK, PlainText, "healthy\n"));
        routes.MapMethods("/readyz", Methods, http => scope.StoreFailure() is null
            ? WriteAsync(http, StatusCodes.Status200OK, PlainText, "ready\n")
            : WriteAsync(
                http, StatusCodes.Status503ServiceUnavailable, PlainText, "not ready: the store cannot be written; the log says why\n"));
        routes.MapMethods("/metrics", Methods, http => WriteAsync(
            http,
            StatusCodes.Status200OK,
            PrometheusText.ContentType,
            PrometheusText.Render(GatewayMetrics.Read(scope.Counters, scope.StoreFailure() is null))));
    }

    private static Task WriteAsync(HttpContext http, int status, string contentType, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
