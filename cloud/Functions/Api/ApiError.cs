using Microsoft.AspNetCore.Http;

namespace Cloud.Functions.Api;

/// <summary>The one shape of every refusal: <c>{"error":{"parameter":"limit","message":"..."}}</c>, with a 4xx or 5xx status.</summary>
/// <param name="Parameter">The query parameter at fault, or null where it is none.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record ApiError(string? Parameter, string Message)
{
    /// <summary>Answers with a refusal that is about no single parameter.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message) => new ApiError(null, message).WriteAsync(context, status);

    /// <summary>Answers with this refusal.</summary>
    public Task WriteAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return ApiJson.WriteAsync(context, new { error = this });
    }
}
