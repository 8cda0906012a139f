using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Core.StoreAndForward;

/// <summary>
/// The request body that the Azure Functions host posts to a custom handler for a batch of Event Hubs messages: every array and every
/// string is JSON inside a JSON string, only objects stay objects.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Azure Functions custom handlers", and the source of azure-functions-host.
/// Golden bytes: tests/Contracts/event-hubs/batch.json.
/// </remarks>
public static class EventHubsBatch
{
    // As the Functions host does: only what JSON demands is escaped.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body for messages of one partition, in their order.</summary>
    /// <param name="output">Where the UTF-8 bytes go.</param>
    /// <param name="messages">The messages, at least one.</param>
    /// <param name="context">What the batch says about itself.</param>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<StoredMessage> messages, EventHubsBatchContext context)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(context);
        using var json = new Utf8JsonWriter(output, Json);
        json.WriteStartObject();
        json.WriteStartObject("Data");
        WriteNested(
            json, "events", messages, (nested, stored) => nested.WriteStringValue(Encoding.UTF8.GetString(stored.Message.Body.Span)));
        json.WriteEndObject();
        json.WriteStartObject("Metadata");
        WriteArrays(json, messages);
        WriteContext(json, context);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArrays(Utf8JsonWriter json, IReadOnlyList<StoredMessage> messages)
    {
        WriteNested(json, "PartitionKeyArray", messages, (nested, stored) => nested.WriteStringValue(stored.Message.DeviceId));
        WriteNested(json, "OffsetArray", messages, (nested, stored) => nested.WriteStringValue(OffsetText(stored)));
        WriteNested(json, "SequenceNumberArray", messages, (nested, stored) => nested.WriteNumberValue(stored.Offset));
        WriteNested(json, "EnqueuedTimeUtcArray", messages, (nested, stored) => nested.WriteStringValue(EnqueuedText(stored)));
        WriteNested(json, "PropertiesArray", messages, (nested, stored) => nested.WriteRawValue(stored.Message.Properties));
        WriteNested(json, "SystemPropertiesArray", messages, WriteSystemProperties);
    }

    private static void WriteSystemProperties(Utf8JsonWriter nested, StoredMessage stored)
    {
        nested.WriteStartObject();
        using (var kept = JsonDocument.Parse(stored.Message.SystemProperties))
            foreach (var property in kept.RootElement.EnumerateObject()) property.WriteTo(nested);
        nested.WriteNumber("SequenceNumber", stored.Offset);
        nested.WriteString("Offset", OffsetText(stored));
        nested.WriteString("PartitionKey", stored.Message.DeviceId);
        nested.WriteString("EnqueuedTimeUtc", EnqueuedText(stored));
        nested.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, EventHubsBatchContext context)
    {
        json.WriteStartObject("PartitionContext");
        json.WriteBoolean("IsCheckpointingAfterInvocation", true);
        json.WriteString("FullyQualifiedNamespace", context.FullyQualifiedNamespace);
        json.WriteString("EventHubName", context.EventHubName);
        json.WriteString("ConsumerGroup", context.ConsumerGroup);
        json.WriteString("PartitionId", context.PartitionId.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("sys");
        json.WriteString("MethodName", context.FunctionName);
        json.WriteString("UtcNow", context.UtcNow.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.WriteString("RandGuid", context.RandGuid);
        json.WriteEndObject();
        if (context.RetryCount == 0) return;
        json.WriteStartObject("RetryContext");
        json.WriteNumber("RetryCount", context.RetryCount);
        json.WriteNumber("MaxRetryCount", -1);
        json.WriteEndObject();
    }

    // "name":"[…]": the array is itself the text of a JSON string.
    private static void WriteNested(
        Utf8JsonWriter json, string name, IReadOnlyList<StoredMessage> messages, Action<Utf8JsonWriter, StoredMessage> writeItem)
    {
        var array = new ArrayBufferWriter<byte>();
        using (var nested = new Utf8JsonWriter(array, Json))
        {
            nested.WriteStartArray();
            foreach (var message in messages) writeItem(nested, message);
            nested.WriteEndArray();
        }

        json.WriteString(name, array.WrittenSpan);
    }

    private static string OffsetText(StoredMessage stored) => stored.Offset.ToString(CultureInfo.InvariantCulture);

    // 2026-01-02T03:04:05.7: trailing zeros trimmed and without Z, as the host writes a UTC time without a zone.
    private static string EnqueuedText(StoredMessage stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored.Message.EnqueuedAtUnixMs)
        .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
