using Cloud.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cloud.Functions.Live;

/// <summary><c>GET /api/live</c>: readings, windows, anomalies, alerts and counters as server-sent events, as they are committed.</summary>
internal sealed class LiveEndpoint(LiveFeed feed)
{
    public async Task HandleAsync(HttpContext context)
    {
        var client = new LiveClient();
        if (!feed.TryAdd(client))
        {
            await ApiError.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{LiveFeed.ClientsMax} pages watch already; close one");
            return;
        }

        try
        {
            await StreamAsync(context, client);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page went away: the usual end of a stream.
        }
        finally
        {
            feed.Remove(client);
        }
    }

    private static async Task StreamAsync(HttpContext context, LiveClient client)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var output = context.Response.Body;
        await output.WriteAsync(ServerSentEvents.Opening, context.RequestAborted);
        await output.FlushAsync(context.RequestAborted);
        await foreach (var events in client.ReadAllAsync(context.RequestAborted))
        {
            await output.WriteAsync(events, context.RequestAborted);
            await output.FlushAsync(context.RequestAborted);
        }
    }
}
