using System.Text;
using Cloud.Core.Events;

namespace Cloud.Tests.Events;

/// <summary>
/// The Functions host's request in its exact shape, and in every looser one. Source of the shape:
/// Microsoft, "Azure Functions custom handlers", and the source of azure-functions-host.
/// </summary>
public class HubEventBatchTests
{
    private const string Exact = """
        {"Data":{"events":"[\"{\\\"temp\\\":21.5}\",\"{\\\"temp\\\":22}\"]"},
         "Metadata":{"PartitionKeyArray":"[\"dev1\",\"dev2\"]","OffsetArray":"[\"4294967296\",\"4294967400\"]",
          "SequenceNumberArray":"[10,11]",
          "EnqueuedTimeUtcArray":"[\"2026-01-02T03:04:05.7\",\"2026-01-02T03:04:06\"]",
          "PropertiesArray":"[{\"level\":\"high\"},{}]",
          "SystemPropertiesArray":"[{\"iothub-connection-device-id\":\"dev1\",\"iothub-enqueuedtime\":\"2026-01-02T03:04:05.7Z\",\"message-id\":\"m-10\",\"content-type\":\"application/json\",\"SequenceNumber\":10,\"Offset\":\"4294967296\",\"PartitionKey\":\"dev1\",\"EnqueuedTimeUtc\":\"2026-01-02T03:04:05.7Z\"},{\"iothub-connection-device-id\":\"dev2\"}]",
          "PartitionContext":{"IsCheckpointingAfterInvocation":true,"FullyQualifiedNamespace":"ns","EventHubName":"hub","ConsumerGroup":"$Default","PartitionId":"3"},
          "sys":{"MethodName":"telemetry","UtcNow":"2026-01-02T03:04:06Z","RandGuid":"00000000-0000-0000-0000-000000000000"}}}
        """;

    [Fact]
    public void Exact_shape_is_read_whole()
    {
        var batch = Parse(Exact);
        Assert.Equal("hub/$Default/3", batch.Partition);
        var first = batch.Events[0];
        Assert.Equal("""{"temp":21.5}""", first.Body);
        Assert.Equal((10, "dev1", "m-10", "high"), (first.SequenceNumber, first.DeviceId, first.MessageId, first.Properties["level"]));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 700, TimeSpan.Zero), first.EnqueuedTime);
    }

    [Fact]
    public void What_system_properties_leave_out_comes_from_the_arrays()
    {
        var second = Parse(Exact).Events[1];
        Assert.Equal((11, "dev2", null), (second.SequenceNumber, second.DeviceId, second.MessageId));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), second.EnqueuedTime);
    }

    [Theory]
    [InlineData("""{"Data":{"events":["{\"temp\":21.5}"]},"Metadata":{"SequenceNumberArray":[10],"SystemPropertiesArray":[{"iothub-connection-device-id":"dev1"}]}}""")]
    [InlineData("""{"Data":{"events":[{"temp":21.5}]},"Metadata":{"SequenceNumberArray":["10"],"SystemPropertiesArray":["{\"iothub-connection-device-id\":\"dev1\"}"]}}""")]
    [InlineData("""{"Data":{"events":"[{\"temp\":21.5}]"},"Metadata":{"SequenceNumberArray":"[10]","SystemPropertiesArray":"[\"{\\\"iothub-connection-device-id\\\":\\\"dev1\\\"}\"]"}}""")]
    [InlineData("""{"Data":{"events":"{\"temp\":21.5}"},"Metadata":{"SequenceNumber":10,"SystemProperties":{"iothub-connection-device-id":"dev1"}}}""")]
    [InlineData("""{"Data":{"events":{"temp":21.5}},"Metadata":{"SequenceNumber":"10","SystemProperties":"{\"iothub-connection-device-id\":\"dev1\"}"}}""")]
    public void Strings_and_arrays_are_taken_at_every_level(string request)
    {
        var only = Assert.Single(Parse(request).Events);
        Assert.Equal(("""{"temp":21.5}""", 10, "dev1"), (only.Body, only.SequenceNumber, only.DeviceId));
    }

    [Theory]
    [InlineData("""{"Data":{"events":["{}","{}"]}}""")]
    [InlineData("""{"Data":{"events":["{}","{}"]},"Metadata":null}""")]
    [InlineData("""{"Data":{"events":["{}","{}"]},"Metadata":{"SequenceNumberArray":[],"PropertiesArray":null,"SystemPropertiesArray":"[]"}}""")]
    [InlineData("""{"Data":{"events":["{}","{}"]},"Metadata":{"SystemPropertiesArray":[17,"x"],"PropertiesArray":[[],1]}}""")]
    public void Missing_metadata_leaves_events_without_identity(string request)
    {
        var batch = Parse(request);
        Assert.Equal(2, batch.Events.Count);
        Assert.All(batch.Events, one => Assert.Equal((null, null, 0), (one.DeviceId, one.SequenceNumber, one.Properties.Count)));
    }

    [Theory]
    [InlineData("""{"Data":{"events":"[]"}}""", 0)]
    [InlineData("""{"Data":{"events":null}}""", 0)]
    [InlineData("""{"Data":{"events":"[broken"}}""", 1)]
    public void Odd_event_lists_are_still_batches(string request, int count) => Assert.Equal(count, Parse(request).Events.Count);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":[]}""")]
    [InlineData("""{"Data":{"other":"[]"}}""")]
    public void What_is_no_batch_is_refused_with_one_line(string request)
    {
        Assert.False(HubEventBatch.TryParse(Encoding.UTF8.GetBytes(request), out _, out var problem));
        Assert.DoesNotContain('\n', problem!);
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_spoil_only_their_own_event()
    {
        byte[] request = [.. "{\"Data\":{\"events\":[\""u8, 0xC3, 0x28, .. "\",\"{}\"]}}"u8];
        Assert.True(HubEventBatch.TryParse(request, out var batch, out var problem), problem);
        Assert.Equal(["\uFFFD(", "{}"], batch.Events.Select(one => one.Body));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_text()
    {
        var batch = Parse("""{"Data":{"events":["\ud83d"]}}""");
        Assert.Contains('\uFFFD', batch.Events[0].Body);
    }

    [Fact]
    public void Any_cut_of_a_request_is_refused_or_read_but_never_throws()
    {
        var bytes = Encoding.UTF8.GetBytes(Exact);
        var read = 0;
        for (var length = 0; length < bytes.Length; length++)
            if (HubEventBatch.TryParse(bytes.AsMemory(0, length), out _, out _)) read++;
        Assert.Equal(0, read);
    }

    [Fact]
    public void Any_flipped_byte_of_a_request_is_refused_or_read_but_never_throws()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(Exact);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (HubEventBatch.TryParse(bytes, out var batch, out var problem)) Assert.NotNull(batch.Partition);
            else Assert.NotEmpty(problem);
        }
    }

    private static HubEventBatch Parse(string request)
    {
        Assert.True(HubEventBatch.TryParse(Encoding.UTF8.GetBytes(request), out var batch, out var problem), problem);
        return batch;
    }
}
