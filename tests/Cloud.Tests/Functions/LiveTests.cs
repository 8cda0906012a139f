using System.Net;
using System.Text;
using Cloud.Functions.Live;
using Support;

namespace Cloud.Tests.Functions;

public class LiveTests
{
    [Fact]
    public async Task Page_sees_readings_windows_anomalies_and_alerts_as_they_are_committed()
    {
        await using var handler = await RunningHandler.StartAsync();
        using var stream = await EventStream.OpenAsync(handler.Http);

        foreach (var batch in Story.Batches) (await handler.PostAsync(batch)).EnsureSuccessStatusCode();

        var reading = (await stream.NextAsync("readings"))[0];
        Assert.Equal("kitchen 2026-11-20T09:00:00.000Z 21", $"{reading.GetProperty("device")} {reading.GetProperty("time")} {reading.GetProperty("temperature")}");
        var average = (await stream.NextAsync("averages"))[0];
        Assert.Equal(1, average.GetProperty("temperature").GetProperty("count").GetInt64());
        Assert.Equal("SpikeAndDip", (await stream.NextAsync("anomalies"))[0].GetProperty("detector").GetString());
        var alert = (await stream.NextAsync("alerts"))[0];
        Assert.Equal("kitchen temperature-step", $"{alert.GetProperty("device")} {alert.GetProperty("rule")}");
        Assert.Equal(Story.StepTime, alert.GetProperty("openedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Counters_follow_on_the_stream()
    {
        await using var handler = await RunningHandler.StartAsync(counters: () => new Dictionary<string, long> { ["made"] = 7, ["lost"] = 0 });
        using var stream = await EventStream.OpenAsync(handler.Http);

        await handler.AcceptAsync(1, TelemetryEvent.Flat("kitchen", RunningHandler.Start, 1, 21));

        var counters = await stream.NextAsync("counters");
        while (counters.GetProperty("stored").GetInt64() == 0) counters = await stream.NextAsync("counters");
        Assert.Equal((7, 1), (counters.GetProperty("made").GetInt64(), counters.GetProperty("received").GetInt64()));
    }

    [Fact]
    public async Task Stop_ends_the_stream_at_once()
    {
        var handler = await RunningHandler.StartAsync();
        using var stream = await EventStream.OpenAsync(handler.Http);

        await handler.Host.DisposeAsync().AsTask().WaitAsync(RunningHandler.Patience);

        // What was queued still comes; then the stream ends, or the reader's patience does.
        while (await stream.LineAsync() is not null)
        {
        }

        await handler.DisposeAsync();
    }

    [Fact]
    public async Task Client_that_reads_too_slowly_is_dropped_and_the_others_go_on()
    {
        var feed = new LiveFeed();
        var slow = new LiveClient();
        var quick = new LiveClient();
        Assert.True(feed.TryAdd(slow) && feed.TryAdd(quick));
        await using var received = quick.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();

        for (var n = 0; n <= LiveClient.QueuedMax; n++)
        {
            feed.Publish(Encoding.UTF8.GetBytes($"{n}"));
            Assert.True(await received.MoveNextAsync().AsTask().WaitAsync(RunningHandler.Patience));
        }

        Assert.Equal(1, feed.Dropped);
        Assert.Equal(LiveClient.QueuedMax, await slow.ReadAllAsync(CancellationToken.None).CountAsync());
        Assert.True(quick.TryQueue("more"u8.ToArray()));
    }

    [Fact]
    public async Task Quiet_stream_carries_a_heartbeat_every_ten_seconds()
    {
        var feed = new LiveFeed();
        var client = new LiveClient();
        var clock = new ManualTimeProvider(RunningHandler.Start);
        await using var pulse = new LivePulse(feed, () => new Dictionary<string, long> { ["stored"] = 1 }, clock);
        Assert.True(feed.TryAdd(client));

        clock.Advance(TimeSpan.FromSeconds(21));
        client.Complete();

        var sent = await client.ReadAllAsync(CancellationToken.None).Select(events => Encoding.UTF8.GetString(events.Span)).ToListAsync();
        Assert.Equal(["event: counters\ndata: {\"stored\":1}\n\n", ": heartbeat\n\n", ": heartbeat\n\n"], sent);
    }

    [Fact]
    public async Task More_pages_than_the_limit_are_refused_with_the_limit_named()
    {
        await using var handler = await RunningHandler.StartAsync();
        var streams = new List<EventStream>();
        for (var n = 0; n < LiveFeed.ClientsMax; n++) streams.Add(await EventStream.OpenAsync(handler.Http));

        using var response = await handler.Http.GetAsync("/api/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains($"{LiveFeed.ClientsMax} pages", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        streams.ForEach(stream => stream.Dispose());
    }
}
