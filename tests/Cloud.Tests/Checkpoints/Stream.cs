using System.Globalization;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Tests.Checkpoints;

/// <summary>Makes batches of flat/1 messages as the gateway would stamp them.</summary>
internal sealed class Stream(string partition = "hub/$Default/0")
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private long _sequenceNumber = 100;

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>One flat/1 message; it arrives half a second after its event time unless said otherwise.</summary>
    public HubEvent Message(
        long seq, TimeSpan at, double temperature, string device = "kitchen", long boot = 1, TimeSpan? arrival = null)
    {
        var time = (Start + at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var values = string.Create(CultureInfo.InvariantCulture, $"\"temperature\":{temperature},\"humidity\":40.2");
        var body = $$"""{"schema":"flat/1","deviceId":"{{device}}","timestamp":"{{time}}",{{values}},"boot":{{boot}},"seq":{{seq}}}""";
        return Raw(device, $"{device}-{boot}-{seq}", Start + (arrival ?? (at + Seconds(0.5))), body);
    }

    public HubEvent Raw(string? device, string? messageId, DateTimeOffset arrival, string body) => new()
    {
        SequenceNumber = _sequenceNumber += 3,
        DeviceId = device,
        MessageId = messageId,
        EnqueuedTime = arrival,
        Body = body,
    };

    /// <summary>The same message again, as a device resends it: a new event with the old id.</summary>
    public HubEvent Resent(HubEvent message) => message with { SequenceNumber = _sequenceNumber += 3 };

    public HubEventBatch Batch(params IEnumerable<HubEvent> events) => new(partition, [.. events]);

    public static ProcessorOutput Process(Processor processor, HubEventBatch batch) => processor.Process(batch, DateTimeOffset.UnixEpoch);
}
