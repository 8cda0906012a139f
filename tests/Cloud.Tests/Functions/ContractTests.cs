using System.Net;
using System.Text.Json.Nodes;
using Support;

namespace Cloud.Tests.Functions;

/// <summary>The bytes that the other tiers promised, taken all the way into the store.</summary>
public class ContractTests
{
    [Fact]
    public async Task Batch_that_the_gateway_makes_is_stored_event_by_event()
    {
        await using var handler = await RunningHandler.StartAsync();
        var messages = Read("event-hubs", "messages.json")["messages"]!.AsArray().Select(message => message!).ToList();

        using var response = await handler.PostAsync(await File.ReadAllBytesAsync(Repository.Contract("event-hubs", "batch.json")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var stored = handler.Rows(
            """
            SELECT sequence_number, device_id, message_id, enqueued FROM readings
            UNION ALL SELECT sequence_number, device_id, message_id, enqueued FROM dead_letters ORDER BY 1
            """);
        Assert.Equal(messages.Select(m => $"{m["offset"]}|{m["deviceId"]}|{m["messageId"]}|{m["enqueuedAtUnixMs"]}"), stored);
        Assert.Equal(
            [
                "41|1795165200000|21.45|40.2|1013.25|3|17", "42|1795165200500|-0.05|99||1|1", "45|1795165210000|21|||3|18",
                "46|1795165210000|22.5||||",
            ],
            handler.Rows("SELECT sequence_number, event_time, temperature, humidity, pressure, boot, seq FROM readings ORDER BY 1"));
        Assert.Equal([$"51|InvalidJson|{messages[^1]["body"]}"], handler.Rows("SELECT sequence_number, reason, body FROM dead_letters"));
        Assert.Equal(["messages-events/$Default/3|51"], handler.Rows("SELECT partition, sequence_number FROM input_positions"));
    }

    [Fact]
    public async Task Every_message_that_a_device_makes_is_stored_to_the_hundredth()
    {
        await using var handler = await RunningHandler.StartAsync();
        var cases = Read("telemetry", "cases.json").AsArray().Select(one => one!).ToList();
        var number = 0L;
        foreach (var one in cases)
        {
            var body = await File.ReadAllTextAsync(Repository.Contract("telemetry", one["file"]!.ToString()));
            var time = DateTimeOffset.FromUnixTimeMilliseconds((long)one["timestampUnixMs"]!);
            await handler.AcceptAsync(++number, new TelemetryEvent(one["deviceId"]!.ToString(), time, body));
        }

        Assert.Equal(
            cases.Select(one => string.Join(
                '|', one["deviceId"], one["boot"], one["seq"], one["timestampUnixMs"], one["temperatureCentiC"], one["humidityCentiPercent"],
                one["pressurePa"])),
            handler.Rows(
                """
                SELECT device_id, boot, seq, event_time, CAST(ROUND(temperature * 100) AS INTEGER), CAST(ROUND(humidity * 100) AS INTEGER),
                    CAST(ROUND(pressure * 100) AS INTEGER)
                FROM readings ORDER BY sequence_number
                """));
        Assert.Empty(handler.Rows("SELECT reason FROM dead_letters"));
    }

    [Fact]
    public async Task Every_sample_of_a_curve_is_stored_under_its_event_and_item_and_a_resend_changes_nothing()
    {
        await using var handler = await RunningHandler.StartAsync();
        var golden = Read("curve", "cases.json").AsArray().Single(one => (string?)one!["file"] == "several-curves.json")!;
        var start = (long)golden["startUnixMs"]!;
        var body = await File.ReadAllTextAsync(Repository.Contract("curve", "several-curves.json"));
        var message = new TelemetryEvent("kitchen", DateTimeOffset.FromUnixTimeMilliseconds(start + 120_000), body) { MessageId = "kitchen-3-29" };

        await handler.AcceptAsync(1, message);
        await handler.AcceptAsync(2, message);

        var (temperature, humidity) = (golden["decoded"]!["temperature"]!.AsArray(), golden["decoded"]!["humidity"]!.AsArray());
        var instants = Enumerable.Range(0, temperature.Count).Where(n => temperature[n] is not null || humidity[n] is not null);
        Assert.Equal(
            instants.Select((n, item) => $"1|{item}|{start + (n * 10_000)}|{temperature[n]}|{humidity[n]}|3|29"),
            handler.Rows(
                """
                SELECT sequence_number, item, event_time, CAST(ROUND(temperature * 100) AS INTEGER), CAST(ROUND(humidity * 100) AS INTEGER),
                    boot, seq
                FROM readings ORDER BY sequence_number, item
                """));
        Assert.Equal(["1"], handler.Rows("SELECT value FROM counters WHERE name = 'duplicates'"));
        Assert.Empty(handler.Rows("SELECT reason FROM dead_letters"));
    }

    private static JsonNode Read(params string[] parts) => JsonNode.Parse(File.ReadAllText(Repository.Contract(parts)))!;
}
