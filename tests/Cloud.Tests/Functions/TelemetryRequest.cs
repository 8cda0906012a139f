using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Cloud.Tests.Functions;

/// <summary>Builds the body that the Functions host posts for an Event Hubs batch, and variations of it.</summary>
internal static class TelemetryRequest
{
    /// <summary>The host's own shape: every array is a string of JSON; bodies are strings inside it.</summary>
    public static byte[] HostShape(long firstSequenceNumber, params IReadOnlyList<TelemetryEvent> events) =>
        Bytes(Build(firstSequenceNumber, events, metadataAsText: true, eventsAsText: true, bodiesAsText: true));

    /// <summary>Any mixture of strings and plain JSON.</summary>
    public static JsonObject Build(
        long first, IReadOnlyList<TelemetryEvent> events, bool metadataAsText, bool eventsAsText, bool bodiesAsText)
    {
        var bodies = new JsonArray([.. events.Select(e => bodiesAsText ? JsonValue.Create(e.Body) : JsonNode.Parse(e.Body))]);
        var system = new JsonArray([.. events.Select((e, index) => SystemProperties(e, first + index))]);
        var numbers = new JsonArray([.. events.Select((_, index) => JsonValue.Create(first + index))]);
        var times = new JsonArray([.. events.Select(e => JsonValue.Create(Iso(e.Time).TrimEnd('Z')))]);
        return new JsonObject
        {
            ["Data"] = new JsonObject { ["events"] = eventsAsText ? bodies.ToJsonString() : bodies },
            ["Metadata"] = new JsonObject
            {
                ["SequenceNumberArray"] = Column(numbers, metadataAsText),
                ["EnqueuedTimeUtcArray"] = Column(times, metadataAsText),
                ["SystemPropertiesArray"] = Column(system, metadataAsText),
                ["PropertiesArray"] = Column(new JsonArray([.. events.Select(_ => new JsonObject { ["schema"] = "flat/1" })]), metadataAsText),
                ["PartitionContext"] = new JsonObject
                {
                    ["EventHubName"] = "hub", ["ConsumerGroup"] = "$Default", ["PartitionId"] = "3",
                },
            },
        };
    }

    public static byte[] Bytes(JsonNode request) => Encoding.UTF8.GetBytes(request.ToJsonString());

    private static JsonNode Column(JsonArray values, bool asText) => asText ? JsonValue.Create(values.ToJsonString()) : values;

    private static JsonObject SystemProperties(TelemetryEvent e, long number) => new()
    {
        ["iothub-connection-device-id"] = e.Device,
        ["iothub-enqueuedtime"] = Iso(e.Time),
        ["message-id"] = e.MessageId,
        ["content-type"] = "application/json",
        ["SequenceNumber"] = number,
    };

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
