using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cloud.Functions.Dashboard;

/// <summary>Serves the page from memory. <c>GET /</c> is also what the Functions host asks to see that the handler is up.</summary>
internal static class DashboardEndpoint
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly FrozenDictionary<string, DashboardFile> Files = DashboardFile.ReadAll();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => SendAsync(context, Files["index.html"]));
        foreach (var file in Files.Values) routes.MapGet("/" + file.Name, context => SendAsync(context, file));
    }

    private static Task SendAsync(HttpContext context, DashboardFile file)
    {
        var headers = context.Response.Headers;
        headers.ETag = file.EntityTag;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        if (context.Request.Headers.IfNoneMatch == file.EntityTag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        return context.Response.Body.WriteAsync(file.Content).AsTask();
    }
}
