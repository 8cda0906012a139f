using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.StoreAndForward;
using Support;

namespace Gateway.Tests.StoreAndForward;

/// <summary>
/// The batch as the Functions host posts it: Microsoft, "Azure Functions custom handlers", and the source of azure-functions-host.
/// </summary>
public sealed class EventHubsBatchTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonElement Golden =
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.Contract("event-hubs", "messages.json")));

    [Fact]
    public void The_golden_messages_make_the_golden_batch()
    {
        var expected = File.ReadAllText(Repository.Contract("event-hubs", "batch.json"));

        Assert.Equal(expected, Write(Messages(), Context(retryCount: 0)));
    }

    [Fact]
    public void The_golden_messages_are_all_of_one_partition()
    {
        var partition = Golden.GetProperty("context").GetProperty("partitionId").GetInt32();

        Assert.All(Messages(), stored => Assert.Equal(partition, DevicePartition.Of(stored.Message.DeviceId, 4)));
    }

    [Fact]
    public void A_repeated_batch_says_how_often_it_was_tried()
    {
        var batch = JsonSerializer.Deserialize<JsonElement>(Write(Messages(), Context(retryCount: 2)));

        Assert.Equal(2, batch.GetProperty("Metadata").GetProperty("RetryContext").GetProperty("RetryCount").GetInt32());
    }

    [Fact]
    public void A_body_that_is_not_utf8_becomes_text_with_replacement_characters()
    {
        var broken = Messages()[0] with { Message = Messages()[0].Message with { Body = new byte[] { (byte)'a', 0xFF, (byte)'b' } } };

        var batch = JsonSerializer.Deserialize<JsonElement>(Write([broken], Context(retryCount: 0)));

        Assert.Equal("[\"a\uFFFDb\"]", batch.GetProperty("Data").GetProperty("events").GetString());
    }

    private static string Write(IReadOnlyList<StoredMessage> messages, EventHubsBatchContext context)
    {
        var output = new ArrayBufferWriter<byte>();
        EventHubsBatch.Write(output, messages, context);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static EventHubsBatchContext Context(int retryCount)
    {
        var context = Golden.GetProperty("context");
        return new EventHubsBatchContext
        {
            FullyQualifiedNamespace = context.GetProperty("fullyQualifiedNamespace").GetString()!,
            EventHubName = context.GetProperty("eventHubName").GetString()!,
            ConsumerGroup = context.GetProperty("consumerGroup").GetString()!,
            PartitionId = context.GetProperty("partitionId").GetInt32(),
            FunctionName = context.GetProperty("functionName").GetString()!,
            UtcNow = context.GetProperty("utcNow").GetDateTimeOffset(),
            RandGuid = context.GetProperty("randGuid").GetGuid(),
            RetryCount = retryCount,
        };
    }

    private static string Compact(JsonElement properties) => JsonSerializer.Serialize(properties, Relaxed);

    private static List<StoredMessage> Messages() => [.. Golden.GetProperty("messages").EnumerateArray().Select(message =>
        new StoredMessage(message.GetProperty("offset").GetInt64(), new Message
        {
            DeviceId = message.GetProperty("deviceId").GetString()!,
            MessageId = message.GetProperty("messageId").GetString(),
            EnqueuedAtUnixMs = message.GetProperty("enqueuedAtUnixMs").GetInt64(),
            SystemProperties = Compact(message.GetProperty("systemProperties")),
            Properties = Compact(message.GetProperty("properties")),
            Body = Encoding.UTF8.GetBytes(message.GetProperty("body").GetString()!),
        }))];
}
