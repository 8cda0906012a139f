using System.Net;
using System.Text;

namespace Cloud.Tests.Functions;

public class TelemetryEndpointTests
{
    private static readonly DateTimeOffset Nine = RunningHandler.Start;

    [Theory]
    [CombinatorialShapes]
    public async Task String_or_array_at_every_level_is_the_same_batch(bool metadataAsText, bool eventsAsText, bool bodiesAsText)
    {
        await using var handler = await RunningHandler.StartAsync();
        TelemetryEvent[] events = [TelemetryEvent.Flat("kitchen", Nine, 1, 21.45), TelemetryEvent.Flat("offices", Nine, 1, 22)];

        using var response = await handler.PostAsync(
            TelemetryRequest.Bytes(TelemetryRequest.Build(10, events, metadataAsText, eventsAsText, bodiesAsText)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["hub/$Default/3|10|kitchen|1795165200000|21.45|1|1|kitchen-1-1", "hub/$Default/3|11|offices|1795165200000|22|1|1|offices-1-1"],
            handler.Rows("SELECT partition, sequence_number, device_id, event_time, temperature, boot, seq, message_id FROM readings ORDER BY 2"));
    }

    [Fact]
    public async Task Accepted_batch_is_answered_with_the_json_object_that_the_host_waits_for()
    {
        await using var handler = await RunningHandler.StartAsync();

        using var response = await handler.PostAsync(1, TelemetryEvent.Flat("kitchen", Nine, 1, 21));

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Undecodable_event_goes_to_the_dead_letters_and_the_rest_of_the_batch_goes_on()
    {
        await using var handler = await RunningHandler.StartAsync();

        await handler.AcceptAsync(
            1, TelemetryEvent.Flat("kitchen", Nine, 1, 21), new TelemetryEvent("kitchen", Nine, "not json {"), TelemetryEvent.Flat("kitchen", Nine.AddSeconds(1), 2, 21));

        Assert.Equal(["2|kitchen|InvalidJson|not json {"], handler.Rows("SELECT sequence_number, device_id, reason, body FROM dead_letters"));
        var report = handler.Host.Report();
        Assert.Equal((2, 1), (report.Readings, report.DeadLetters));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Data\":{}}")]
    [InlineData("{\"Data\":{\"events\":\"[\"")]
    [InlineData("half a requ")]
    public async Task Request_that_can_never_be_a_batch_is_kept_and_does_not_block_its_partition(string body)
    {
        await using var handler = await RunningHandler.StartAsync();

        for (var attempt = 1; attempt <= 2; attempt++)
        {
            using var response = await handler.PostAsync(Encoding.UTF8.GetBytes(body));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal([$"NotABatch|{body}"], handler.Rows("SELECT reason, body FROM dead_letters"));
    }

    [Fact]
    public async Task Batch_without_metadata_becomes_dead_letters_because_nobody_vouches_for_the_device()
    {
        await using var handler = await RunningHandler.StartAsync();
        var request = TelemetryRequest.Build(1, [TelemetryEvent.Flat("kitchen", Nine, 1, 21)], true, true, true);
        request.Remove("Metadata");

        using var response = await handler.PostAsync(TelemetryRequest.Bytes(request));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["NoDeviceIdentity"], handler.Rows("SELECT reason FROM dead_letters"));
    }

    [Fact]
    public async Task Page_of_another_site_cannot_post_with_a_content_type_that_needs_no_permission()
    {
        await using var handler = await RunningHandler.StartAsync();
        using var content = new ByteArrayContent(TelemetryRequest.HostShape(1, TelemetryEvent.Flat("kitchen", Nine, 1, 21)));
        content.Headers.Add("Content-Type", "text/plain");

        using var response = await handler.Http.PostAsync("/telemetry", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal(0, handler.Host.Report().Readings);
    }

    [Fact]
    public async Task Name_of_another_site_that_points_here_is_refused()
    {
        await using var handler = await RunningHandler.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/overview");
        request.Headers.Host = "evil.example";

        using var response = await handler.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Log_line_of_an_event_names_device_sequence_and_enqueued_time()
    {
        using var lines = new LineLog();
        await using var handler = await RunningHandler.StartAsync(loggers: lines);

        await handler.AcceptAsync(41, TelemetryEvent.Flat("kitchen", Nine, 1, 21), new TelemetryEvent("deposit", Nine, "{}"));

        Assert.Contains(lines.Lines, line => line.StartsWith("event of device kitchen, sequence 41, enqueued 2026-11-20T09:00:00.0000000+00:00", StringComparison.Ordinal));
        Assert.Contains(lines.Lines, line => line.StartsWith("event of device deposit, sequence 42, enqueued 2026-11-20T09:00:00.0000000+00:00", StringComparison.Ordinal));
    }
}
