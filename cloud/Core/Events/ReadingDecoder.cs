using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>Decodes an event's body into a reading, or says why it cannot.</summary>
internal static class ReadingDecoder
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Decodes <c>flat/1</c> and, where no schema is named, the spellings other devices use.</summary>
    public static bool TryDecode(
        HubEvent hubEvent,
        string partition,
        DateTimeOffset enqueuedTime,
        [NotNullWhen(true)] out Reading? reading,
        out Refusal refusal)
    {
        reading = null;
        if (hubEvent.DeviceId is null) return Refuse(RefusalReason.NoDeviceIdentity, "no iothub-connection-device-id", out refusal);
        var utf8 = Encoding.UTF8.GetBytes(hubEvent.Body);
        if (utf8.AsSpan().IndexOf("\uFFFD"u8) >= 0)
            return Refuse(RefusalReason.InvalidUtf8, "the body is not UTF-8", out refusal);
        try
        {
            using var body = JsonDocument.Parse(utf8, Options);
            return TryDecode(body.RootElement, hubEvent, partition, enqueuedTime, out reading, out refusal);
        }
        catch (JsonException error)
        {
            return RefuseText(hubEvent.Body, error, out refusal);
        }
        catch (InvalidOperationException error)
        {
            // System.Text.Json reads names lazily and throws this for one with half a surrogate pair.
            return Refuse(RefusalReason.InvalidJson, error.Message, out refusal);
        }
    }

    private static bool TryDecode(
        JsonElement body,
        HubEvent hubEvent,
        string partition,
        DateTimeOffset enqueuedTime,
        [NotNullWhen(true)] out Reading? reading,
        out Refusal refusal)
    {
        reading = null;
        var fields = new BodyFields(body);
        if (!fields.TryReadSchema(hubEvent, out var strict, out refusal)) return false;
        if (!fields.TryReadTime(strict ? null : enqueuedTime, out var eventTime, out refusal)) return false;
        if (!fields.TryReadChannels(strict, out var channels, out refusal)) return false;
        if (!fields.TryReadOrigin(strict, out var origin, out refusal)) return false;
        reading = new Reading
        {
            DeviceId = hubEvent.DeviceId!,
            EventTime = eventTime,
            EnqueuedTime = enqueuedTime,
            Partition = partition,
            SequenceNumber = hubEvent.SequenceNumber,
            Temperature = channels.Temperature,
            Humidity = channels.Humidity,
            Pressure = channels.Pressure,
            Boot = origin.Boot,
            Seq = origin.Seq,
            MessageId = hubEvent.MessageId,
        };
        return true;
    }

    private static bool RefuseText(string body, JsonException error, out Refusal refusal)
    {
        // JSON has no NaN; encoders that write one all the same (Python's json.dumps) are told so by name.
        return body.Contains("NaN", StringComparison.Ordinal) || body.Contains("Infinity", StringComparison.Ordinal)
            ? Refuse(RefusalReason.NotANumber, "the body holds NaN or Infinity, which JSON cannot", out refusal)
            : Refuse(RefusalReason.InvalidJson, error.Message, out refusal);
    }

    private static bool Refuse(RefusalReason reason, string detail, out Refusal refusal)
    {
        refusal = new Refusal(reason, detail);
        return false;
    }
}
