using System.Text;
using System.Text.Json;
using Gateway.Host.Storage;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Cold storage beside the events endpoint: requirements S3-09 to S3-15, and Microsoft, "Use IoT Hub message routing to send
/// device-to-cloud messages to different endpoints", on storage endpoints.
/// </summary>
public sealed class FilesEndpointTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 59, 50, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new(Start);

    public void Dispose() => _directory.Dispose();

    /// <summary>S3-09 to S3-11: both routes get every message; a third goes to one of them by its condition.</summary>
    [Fact]
    public async Task One_message_goes_to_both_endpoints_and_a_condition_keeps_others_out()
    {
        await using var functions = await FunctionsEmulator.StartAsync();
        await using (var gateway = await StartAsync(
            """
            {"name":"both","condition":"level = 'high'","endpoints":["events","cold"]},
            {"name":"device2events","condition":"NOT IS_DEFINED(level)","endpoints":["events"]}
            """,
            functions.Url))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            await kitchen.SendTelemetryAsync("kitchen", "1", "m-1");
            await SendAsync(kitchen, "2", "level=high");
            await SendAsync(kitchen, "3", "level=low");
            Assert.Equal(["1", "2"], await functions.EventsAsync(2));
            Assert.True(await gateway.Host.DrainEventsAsync(RunningGateway.Patience, CancellationToken.None));
            Assert.Equal(2, gateway.Counters.Forwarded);
            await WrittenAsync(gateway);
        }

        // What no route took went to the fallback route.
        Assert.Equal(["2", "3"], Bodies());
    }

    /// <summary>S3-13: a file is there no later than its batch frequency after its first message.</summary>
    [Fact]
    public async Task A_file_appears_when_its_time_has_come_and_not_before()
    {
        await using var gateway = await StartAsync("");
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        await kitchen.SendTelemetryAsync("kitchen", "1");
        await kitchen.SendTelemetryAsync("kitchen", "2");
        await WrittenAsync(gateway);

        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Empty(Files());
        await FiledAsync(gateway, 2);

        Assert.Equal("year=2026/month=01/day=02/hour=03", Path.GetDirectoryName(Assert.Single(Files())));
        Assert.Equal(["1", "2"], Bodies());
    }

    /// <summary>S3-14: whichever limit comes first closes the file; none is longer than its limit.</summary>
    [Fact]
    public async Task No_file_is_longer_than_its_limit_and_nothing_is_lost_between_files()
    {
        const int Messages = 12;
        await using (var gateway = await StartAsync(""))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            for (var n = 1; n <= Messages; n++) await kitchen.SendTelemetryAsync("kitchen", $"{n} {new string('x', 100)}");
            await WrittenAsync(gateway);
        }

        Assert.True(Files().Count > 1);
        Assert.All(Files(), file => Assert.InRange(new FileInfo(Path.Combine(Root, file)).Length, 1, 2_048));
        Assert.Equal(Enumerable.Range(1, Messages).Select(n => $"{n} {new string('x', 100)}"), Bodies());
    }

    [Fact]
    public async Task Messages_of_different_hours_never_share_a_file()
    {
        await using (var gateway = await StartAsync("", frequencySeconds: 720))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            await kitchen.SendTelemetryAsync("kitchen", "before");
            _clock.Advance(TimeSpan.FromSeconds(11));
            await kitchen.SendTelemetryAsync("kitchen", "after");
            await WrittenAsync(gateway);
        }

        Assert.Equal(
            ["year=2026/month=01/day=02/hour=03", "year=2026/month=01/day=02/hour=04"], Files().Select(file => Path.GetDirectoryName(file)));
        Assert.Equal(["before", "after"], Bodies());
    }

    [Fact]
    public async Task A_file_that_was_not_complete_is_written_again_after_a_restart_and_each_message_is_there_once()
    {
        await using (var gateway = await StartAsync(""))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            await kitchen.SendTelemetryAsync("kitchen", "1");
            await WrittenAsync(gateway);
        }

        // As after a crash between the file and its checkpoint: the checkpoint goes back.
        using (var connection = new GatewayDatabase(_directory.File("gateway")).Open())
            connection.Execute("UPDATE checkpoints SET offset = 0 WHERE consumer = 'cold'");
        await using (var gateway = await StartAsync(""))
        {
            await using var kitchen = await gateway.ConnectAsync("kitchen");
            await kitchen.SendTelemetryAsync("kitchen", "2");
            await WrittenAsync(gateway);
        }

        Assert.Equal(["1", "2"], Bodies().Order());
        Assert.Single(Files(), file => file.EndsWith("-1.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_costs_nothing_but_time()
    {
        Directory.CreateDirectory(_directory.File("gateway"));
        await File.WriteAllTextAsync(Root, "a file where the directory should be");
        await using var gateway = await StartAsync("");
        await using var kitchen = await gateway.ConnectAsync("kitchen");
        await kitchen.SendTelemetryAsync("kitchen", "1");
        while (gateway.Counters.FileFailures == 0) await Task.Yield();

        File.Delete(Root);
        await FiledAsync(gateway, 1);

        Assert.Equal(["1"], Bodies());
    }

    private string Root => _directory.File("gateway/cold");

    private List<string> Files() => !Directory.Exists(Root)
        ? []
        : [.. Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order()];

    private List<string> Bodies() =>
        [.. Files().SelectMany(file => File.ReadLines(Path.Combine(Root, file))).Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(record => Encoding.UTF8.GetString(record.GetProperty("Body").GetBytesFromBase64()))];

    private async Task<RunningGateway> StartAsync(string routes, Uri? events = null, int frequencySeconds = 10)
    {
        Directory.CreateDirectory(_directory.File("gateway"));
        await File.WriteAllTextAsync(
            _directory.File("gateway/routing.json"),
            $$"""
            {
              "endpoints":{"cold":{"type":"files","directory":"cold","batchFrequencySeconds":{{frequencySeconds}},"maxChunkBytes":2048} },
              "routes":[{{routes}}],
              "fallback":{"endpoints":["cold"]}
            }
            """);
        return await RunningGateway.StartAsync(
            _directory, options => options with { EventsUrl = events, EventPartitions = 1 }, clock: _clock);
    }

    private static Task SendAsync(MqttClient client, string body, string bag) => client.PublishAsync(
        "devices/kitchen/messages/events/" + bag, Encoding.UTF8.GetBytes(body), MqttQos.AtLeastOnce);

    // The consumer works beside the test, so the clock moves until it has done its work.
    private async Task FiledAsync(RunningGateway gateway, int messages)
    {
        while (gateway.Counters.Filed < messages)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    private static Task WrittenAsync(RunningGateway gateway) =>
        gateway.Host.Endpoints.DrainFilesAsync(CancellationToken.None).WaitAsync(RunningGateway.Patience);
}
