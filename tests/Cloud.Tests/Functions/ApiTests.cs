using System.Net;
using System.Text.Json;

namespace Cloud.Tests.Functions;

public class ApiTests
{
    [Theory]
    [InlineData("readings", "device", "'device' is needed: one of the ids of /api/overview")]
    [InlineData("readings?device=", "device", "'device' is empty")]
    [InlineData("readings?device=a%20b", "device", "'device' must be 1 to 128 ASCII letters")]
    [InlineData("readings?device=a&device=b", "device", "'device' is given 2 times")]
    [InlineData("readings?device=kitchen&limit=0", "limit", "'limit' must be a whole number from 1 to 10000")]
    [InlineData("readings?device=kitchen&limit=10001", "limit", "'limit' must be a whole number from 1 to 10000")]
    [InlineData("readings?device=kitchen&limit=-1", "limit", "'limit' must be a whole number from 1 to 10000")]
    [InlineData("readings?device=kitchen&limit=ten", "limit", "'limit' must be a whole number from 1 to 10000")]
    [InlineData("readings?device=kitchen&from=yesterday", "from", "'from' must be a time such as 2026-11-20T09:00:00Z, or Unix milliseconds")]
    [InlineData("readings?device=kitchen&from=2026-11-20T25:00:00Z", "from", "'from' must be a time")]
    [InlineData("readings?device=kitchen&from=2000&to=1000", "from", "'from' must not be after 'to'")]
    [InlineData("readings?device=kitchen&until=2000", "until", "'until' is not known here; the parameters are: device, from, limit, to")]
    [InlineData("averages?device=kitchen", "window", "'window' is needed: a length such as 30s or 5m")]
    [InlineData("averages?device=kitchen&window=5", "window", "'window' is needed: a length such as 30s or 5m")]
    [InlineData("averages?device=kitchen&window=0s", "window", "'window' is needed: a length such as 30s or 5m")]
    [InlineData("averages?device=kitchen&window=m", "window", "'window' is needed: a length such as 30s or 5m")]
    [InlineData("anomalies?device=%00", "device", "'device' must be")]
    [InlineData("alerts?state=closed", "state", "'state' must be all, open or resolved")]
    [InlineData("overview?device=kitchen", "device", "'device' is not known here")]
    public async Task Wrong_parameter_is_named_with_what_would_be_right(string path, string parameter, string message)
    {
        await using var handler = await RunningHandler.StartAsync();

        using var response = await handler.Http.GetAsync($"/api/{path}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        Assert.Equal(parameter, error.GetProperty("parameter").GetString());
        Assert.StartsWith(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readings?device=attic")]
    [InlineData("averages?device=attic&window=5m")]
    [InlineData("nothing")]
    public async Task What_is_not_there_is_404_with_a_json_error(string path)
    {
        await using var handler = await RunningHandler.StartAsync();

        using var response = await handler.Http.GetAsync($"/api/{path}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Overview_lists_devices_with_their_latest_reading_open_alerts_and_counters()
    {
        await using var handler = await AfterTheStepAsync();

        var overview = await handler.GetAsync("/api/overview");

        Assert.Equal(["kitchen", "offices"], overview.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("device").GetString()!));
        var latest = overview.GetProperty("devices")[0].GetProperty("latest");
        Assert.Equal("2026-11-20T09:15:00.000Z", latest.GetProperty("time").GetString());
        var alert = Assert.Single(overview.GetProperty("alerts").EnumerateArray());
        Assert.Equal("kitchen", alert.GetProperty("device").GetString());
        Assert.Equal(64, overview.GetProperty("counters").GetProperty("received").GetInt64());
    }

    [Fact]
    public async Task Readings_are_the_newest_in_the_range_oldest_first()
    {
        await using var handler = await AfterTheStepAsync();

        var all = await TimesAsync(handler, "readings?device=kitchen");
        Assert.Equal(31, all.Count);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(all[^2..], await TimesAsync(handler, "readings?device=kitchen&limit=2"));
        Assert.Equal(all[2..4], await TimesAsync(handler, $"readings?device=kitchen&from={all[2]}&to={all[3]}"));
        Assert.Equal(all[2..3], await TimesAsync(handler, "readings?device=kitchen&from=1795165260000&to=1795165260000"));
    }

    [Fact]
    public async Task Averages_equal_a_recomputation_from_the_stored_readings()
    {
        await using var handler = await AfterTheStepAsync();
        var readings = await handler.GetAsync("/api/readings?device=kitchen");

        var averages = await handler.GetAsync("/api/averages?device=kitchen&window=5m");

        Assert.Equal(3, averages.GetProperty("averages").GetArrayLength());
        foreach (var window in averages.GetProperty("averages").EnumerateArray())
        {
            var end = window.GetProperty("end").GetDateTimeOffset();
            decimal[] inside =
            [
                .. readings.GetProperty("readings").EnumerateArray()
                    .Where(reading => reading.GetProperty("time").GetDateTimeOffset() is var time && time <= end && time > end.AddMinutes(-5))
                    .Select(reading => reading.GetProperty("temperature").GetDecimal()),
            ];
            Assert.Equal(inside.Length, window.GetProperty("temperature").GetProperty("count").GetInt32());
            Assert.Equal((double)inside.Average(), window.GetProperty("temperature").GetProperty("average").GetDouble(), 1e-12);
        }
    }

    [Fact]
    public async Task Alerts_are_told_apart_by_their_state()
    {
        await using var handler = await RunningHandler.StartAsync();
        foreach (var batch in Story.Batches) (await handler.PostAsync(batch)).EnsureSuccessStatusCode();

        Assert.Empty((await handler.GetAsync("/api/alerts?state=open")).GetProperty("alerts").EnumerateArray());
        var resolved = Assert.Single((await handler.GetAsync("/api/alerts?state=resolved&device=kitchen")).GetProperty("alerts").EnumerateArray());
        Assert.Equal(Story.StepTime, resolved.GetProperty("openedAt").GetDateTimeOffset());
        Assert.True(resolved.GetProperty("resolvedAt").GetDateTimeOffset() > Story.StepTime);
        var report = Assert.Single(handler.Host.Report().Alerts);
        Assert.Equal(("kitchen", "temperature-step", Story.StepTime), (report.Device, report.Rule, report.OpenedAt));
    }

    /// <summary>The story without its last batch, in which the alert is resolved.</summary>
    private static async Task<RunningHandler> AfterTheStepAsync()
    {
        var handler = await RunningHandler.StartAsync();
        foreach (var batch in Story.Batches.SkipLast(1)) (await handler.PostAsync(batch)).EnsureSuccessStatusCode();
        return handler;
    }

    private static async Task<List<string>> TimesAsync(RunningHandler handler, string path) =>
        [.. (await handler.GetAsync($"/api/{path}")).GetProperty("readings").EnumerateArray().Select(reading => reading.GetProperty("time").GetString()!)];
}
