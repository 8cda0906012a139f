using System.Threading.Channels;
using Gateway.Core.IotHub;
using Gateway.Core.Service;
using Gateway.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Http;

/// <summary>The way of every request of the service API: api-version, token, the request itself, and its answer or error as JSON.</summary>
internal static class ServiceEndpoint
{
    /// <summary>The header that leads from one page of a query to the next.</summary>
    public const string Continuation = "x-ms-continuation";

    /// <summary>Makes a handler out of what the hub does.</summary>
    /// <param name="scope">The gateway.</param>
    /// <param name="rights">What the caller's policy must allow.</param>
    /// <param name="serve">Does it.</param>
    public static RequestDelegate Create(HttpScope scope, ServiceRights rights, Func<HttpContext, Task<ServiceAnswer>> serve) =>
        http => HandleAsync(scope, request => new(Refusal(scope, rights, request)), serve, http);

    /// <summary>Makes a handler out of what the hub does for a device.</summary>
    /// <param name="scope">The gateway.</param>
    /// <param name="admit">Judges who the caller is.</param>
    /// <param name="serve">Does it for the device.</param>
    public static RequestDelegate Create(
        HttpScope scope,
        Func<HttpContext, ValueTask<AdmissionResult>> admit,
        Func<HttpContext, AdmissionResult.Device, Task<ServiceAnswer>> serve)
    {
        return HandleDeviceAsync;

        Task HandleDeviceAsync(HttpContext http)
        {
            AdmissionResult admission = null!;
            return HandleAsync(scope, JudgeAsync, request => serve(request, (AdmissionResult.Device)admission), http);

            async ValueTask<string?> JudgeAsync(HttpContext request)
            {
                admission = await admit(request);
                return (admission as AdmissionResult.Refused)?.Reason;
            }
        }
    }

    /// <summary>A part of the path by its name in the pattern, decoded.</summary>
    public static string Part(this HttpContext http, string name) => (string)http.GetRouteValue(name)!;

    /// <summary>The identity that the path names by "id" and, where the pattern has it, "module".</summary>
    public static IdentityName Identity(this HttpContext http) =>
        new(http.Part("id"), (string?)http.GetRouteValue("module"));

    /// <summary>The If-Match header, or null.</summary>
    public static string? IfMatch(this HttpContext http) =>
        http.Request.Headers.IfMatch is { Count: > 0 } values ? values.ToString() : null;

    /// <summary>The whole body.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than the gateway's limit, or ends early.</exception>
    public static async Task<ReadOnlyMemory<byte>> BodyAsync(this HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    private static async Task HandleAsync(
        HttpScope scope, Func<HttpContext, ValueTask<string?>> judge, Func<HttpContext, Task<ServiceAnswer>> serve, HttpContext http)
    {
        try
        {
            await WriteAsync(http, await AnswerAsync(scope, judge, serve, http), scope.SystemClock.GetUtcNow());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: there is nobody to answer.
            return;
        }
    }

    private static async Task<ServiceAnswer> AnswerAsync(
        HttpScope scope, Func<HttpContext, ValueTask<string?>> judge, Func<HttpContext, Task<ServiceAnswer>> serve, HttpContext http)
    {
        try
        {
            if (await judge(http) is { } refusal)
            {
                scope.Log.HttpRefused(http.Request.Method, http.Request.Path, http.TraceIdentifier, refusal);
                return new ServiceAnswer.Refused(ServiceError.Unauthorized, "Unauthorized");
            }

            if (string.IsNullOrEmpty(http.Request.Query["api-version"]))
                return new ServiceAnswer.Refused(ServiceError.InvalidProtocolVersion, "name the protocol with ?api-version=2021-04-12");
            return await serve(http);
        }
        catch (BadHttpRequestException e)
        {
            var error = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ServiceError.MessageTooLarge : ServiceError.ArgumentInvalid;
            return new ServiceAnswer.Refused(error, e.Message);
        }
        catch (Exception e) when (e is SqliteException or ChannelClosedException)
        {
            scope.Log.HttpFailed(http.Request.Method, http.Request.Path, http.TraceIdentifier, e);
            return new ServiceAnswer.Refused(ServiceError.ServiceUnavailable, "the store cannot be used now; try again later");
        }
    }

    private static string? Refusal(HttpScope scope, ServiceRights rights, HttpContext http)
    {
        var token = http.Request.Headers.Authorization.ToString();
        return scope.Policies.Refusal(
            SasToken.Parse(token),
            rights,
            http.Request.Path.Value!.TrimStart('/'),
            [scope.HostName, http.Request.Host.Host],
            scope.SystemClock.GetUtcNow());
    }

    private static async Task WriteAsync(HttpContext http, ServiceAnswer answer, DateTimeOffset now)
    {
        var response = http.Response;
        var body = ReadOnlyMemory<byte>.Empty;
        if (answer is ServiceAnswer.Done done)
        {
            (response.StatusCode, body) = (done.Status, done.Body);
            if (done.ETag is { } etag) response.Headers.ETag = $"\"{etag}\"";
            if (done.Continuation is { } continuation) response.Headers[Continuation] = continuation;
            if (done.ItemType is { } type) response.Headers["x-ms-item-type"] = type;
        }
        else if (answer is ServiceAnswer.Refused(var error, var message))
        {
            (response.StatusCode, body) = (error.Status, error.Body(message, http.TraceIdentifier, now));
            response.Headers["iothub-errorcode"] = error.Code;
        }

        if (body.IsEmpty) return;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }
}
