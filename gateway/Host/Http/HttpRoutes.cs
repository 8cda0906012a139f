using Microsoft.AspNetCore.Builder;

namespace Gateway.Host.Http;

/// <summary>Everything that is served over HTTPS: one line for each dialect.</summary>
internal static class HttpRoutes
{
    /// <summary>Adds the routes to the server; what matches none is answered 404.</summary>
    public static void Map(WebApplication server, HttpScope scope)
    {
        IdentityRoutes.Map(server, scope);
        TwinRoutes.Map(server, scope);
        MethodRoutes.Map(server, scope);
        CloudMessageRoutes.Map(server, scope);
        TelemetryRoutes.Map(server, scope);
        HealthRoutes.Map(server, scope);
    }
}
