using System.Text.Json;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Support;

namespace Cloud.Tests.Events;

/// <summary>The cloud's side of the Event Hubs contract: the golden request holds exactly the messages it was made from.</summary>
public class EventHubsContractTests
{
    private readonly HubEventBatch _batch = Parse();
    private readonly JsonElement _made =
        JsonDocument.Parse(File.ReadAllText(Repository.Contract("event-hubs", "messages.json"))).RootElement;

    [Fact]
    public void Partition_is_named_by_hub_group_and_number()
    {
        var context = _made.GetProperty("context");
        Assert.Equal(
            $"{context.GetProperty("eventHubName")}/{context.GetProperty("consumerGroup")}/{context.GetProperty("partitionId")}",
            _batch.Partition);
    }

    [Fact]
    public void Every_event_is_the_message_it_was_made_from()
    {
        var messages = _made.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(messages.Length, _batch.Events.Count);
        foreach (var (message, hubEvent) in messages.Zip(_batch.Events))
        {
            Assert.Equal(message.GetProperty("offset").GetInt64(), hubEvent.SequenceNumber);
            Assert.Equal(message.GetProperty("deviceId").GetString(), hubEvent.DeviceId);
            Assert.Equal(message.GetProperty("messageId").GetString(), hubEvent.MessageId);
            Assert.Equal(message.GetProperty("enqueuedAtUnixMs").GetInt64(), hubEvent.EnqueuedTime!.Value.ToUnixTimeMilliseconds());
            Assert.Equal(message.GetProperty("body").GetString(), hubEvent.Body);
            Assert.Equal(message.GetProperty("properties").Deserialize<Dictionary<string, string>>(), hubEvent.Properties);
        }
    }

    [Fact]
    public void Golden_batch_goes_through_the_processor_whole()
    {
        var output = new Processor(new ProcessorSettings()).Process(_batch, DateTimeOffset.UnixEpoch);
        Assert.Equal(
            [("kitchen", 21.45, 17L), ("cold-store", -0.05, 1L), ("kitchen", 21.0, 18L), ("kitchen", 22.5, null)],
            output.Readings.Select(reading => (reading.DeviceId, reading.Temperature!.Value, reading.Seq)));
        Assert.Equal(RefusalReason.InvalidJson, Assert.Single(output.DeadLetters).Reason);
    }

    private static HubEventBatch Parse()
    {
        var bytes = File.ReadAllBytes(Repository.Contract("event-hubs", "batch.json"));
        Assert.True(HubEventBatch.TryParse(bytes, out var batch, out var problem), problem);
        return batch;
    }
}
