using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cloud.Functions.Api;

/// <summary>The read-only HTTP API: JSON out, query parameters in, one shape of error.</summary>
internal sealed class ApiEndpoints(HistoryReader history, Func<IReadOnlyDictionary<string, long>> counters, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/overview", OverviewAsync);
        routes.MapGet("/api/readings", ReadingsAsync);
        routes.MapGet("/api/averages", AveragesAsync);
        routes.MapGet("/api/anomalies", AnomaliesAsync);
        routes.MapGet("/api/alerts", AlertsAsync);
        routes.MapGet("/api/{**rest}", context => ApiError.WriteAsync(
            context, StatusCodes.Status404NotFound,
            $"no such resource: {context.Request.Path}; there are /api/overview, readings, averages, anomalies, alerts and live"));
    }

    private Task OverviewAsync(HttpContext context) => AnswerAsync(context, _ => () => new
    {
        now = clock.GetUtcNow(),
        devices = history.Devices(),
        alerts = history.Alerts(AlertFilter.Open, null, EverythingUpTo(TimeRange.LimitMax)),
        counters = counters(),
    });

    private Task ReadingsAsync(HttpContext context) => AnswerAsync(context, query =>
    {
        var device = query.RequiredDevice();
        var range = query.Range();
        return () => history.Knows(device) ? new { device, readings = history.Readings(device, range) } : null;
    });

    private Task AveragesAsync(HttpContext context) => AnswerAsync(context, query =>
    {
        var device = query.RequiredDevice();
        var window = query.Window();
        var range = query.Range();
        return () => history.Knows(device)
            ? new { device, windowSeconds = window.TotalSeconds, averages = history.Averages(device, window, range) }
            : null;
    });

    private Task AnomaliesAsync(HttpContext context) => AnswerAsync(context, query =>
    {
        var device = query.Device();
        var range = query.Range();
        return () => new { anomalies = history.Anomalies(device, range) };
    });

    private Task AlertsAsync(HttpContext context) => AnswerAsync(context, query =>
    {
        var filter = query.Alerts();
        var device = query.Device();
        var range = query.Range();
        return () => new { alerts = history.Alerts(filter, device, range) };
    });

    private static TimeRange EverythingUpTo(int limit) => new(long.MinValue, long.MaxValue, limit);

    /// <summary>Reads the parameters, refuses what is wrong with 400 and an unknown device with 404, or answers.</summary>
    private static Task AnswerAsync(HttpContext context, Func<QueryParser, Func<object?>> read)
    {
        var query = new QueryParser(context.Request.Query);
        var answer = read(query);
        if (!query.IsValid()) return query.Error!.WriteAsync(context, StatusCodes.Status400BadRequest);
        return answer() is { } value
            ? ApiJson.WriteAsync(context, value)
            : new ApiError("device", "no such device has sent anything; /api/overview lists those that have").WriteAsync(context, StatusCodes.Status404NotFound);
    }
}
