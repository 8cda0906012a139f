using Cloud.Core.Events;
using Cloud.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions.Invocations;

/// <summary>
/// <c>POST /telemetry</c>: one invocation of the function. It answers 2xx only after the commit, and 500 when the batch is to come
/// again. A request that can never be read as a batch is kept as a dead letter and answered 2xx: with endless retries anything
/// else would block its partition for ever. Thread-safe.
/// </summary>
internal sealed class TelemetryEndpoint(StreamPipeline pipeline, TimeProvider clock, ILogger log)
{
    /// <summary>What the Functions host reads as success; an empty body would hang the invocation until its time-out.</summary>
    private static readonly ReadOnlyMemory<byte> Accepted = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    public async Task HandleAsync(HttpContext context)
    {
        // Also keeps web pages of other sites out: they cannot send this type without asking first.
        if (!context.Request.HasJsonContentType())
        {
            await ApiError.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");
            return;
        }

        if (TryTake(await ReadAsync(context.Request)))
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Accepted.Length;
            await context.Response.Body.WriteAsync(Accepted, context.RequestAborted);
            return;
        }

        await ApiError.WriteAsync(context, StatusCodes.Status500InternalServerError, "the batch was not stored; send it again");
    }

    private bool TryTake(ReadOnlyMemory<byte> body) =>
        HubEventBatch.TryParse(body, out var batch, out var problem) ? TryProcess(batch) : TryRefuse(body, problem);

    private bool TryProcess(HubEventBatch batch)
    {
        try
        {
            pipeline.Process(batch, clock.GetUtcNow());
            return true;
        }
        catch (Exception error)
        {
            var first = batch.Events.Count > 0 ? batch.Events[0] : null;
            log.BatchFailed(error, batch.Partition, batch.Events.Count, first?.SequenceNumber, first?.EnqueuedTime);
            return false;
        }
    }

    private bool TryRefuse(ReadOnlyMemory<byte> body, string problem)
    {
        log.NotABatch(problem);
        try
        {
            pipeline.Refuse(body, problem, clock.GetUtcNow());
            return true;
        }
        catch (Exception error)
        {
            log.RefusalFailed(error);
            return false;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, WebListener.BatchBytesMax));
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
