using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>Decodes an event's body into readings, or says why it cannot.</summary>
internal static class ReadingDecoder
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>
    /// Decodes <c>flat/1</c>, <c>curve/1</c> and, where no schema is named, the spellings other devices use. The readings are of one
    /// message, at least one, in the order of their times.
    /// </summary>
    public static bool TryDecode(
        HubEvent hubEvent,
        string partition,
        DateTimeOffset enqueuedTime,
        [NotNullWhen(true)] out IReadOnlyList<Reading>? readings,
        out Refusal refusal)
    {
        readings = null;
        if (hubEvent.DeviceId is null) return Refuse(RefusalReason.NoDeviceIdentity, "no iothub-connection-device-id", out refusal);
        var utf8 = Encoding.UTF8.GetBytes(hubEvent.Body);
        if (utf8.AsSpan().IndexOf("\uFFFD"u8) >= 0)
            return Refuse(RefusalReason.InvalidUtf8, "the body is not UTF-8", out refusal);
        try
        {
            using var body = JsonDocument.Parse(utf8, Options);
            return TryDecode(body.RootElement, hubEvent, partition, enqueuedTime, out readings, out refusal);
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
        [NotNullWhen(true)] out IReadOnlyList<Reading>? readings,
        out Refusal refusal)
    {
        readings = null;
        var fields = new BodyFields(body);
        if (!fields.TryReadSchema(hubEvent, out var schema, out refusal)) return false;
        var origin = new Reading
        {
            DeviceId = hubEvent.DeviceId!,
            EventTime = enqueuedTime,
            EnqueuedTime = enqueuedTime,
            Partition = partition,
            SequenceNumber = hubEvent.SequenceNumber,
            MessageId = hubEvent.MessageId,
        };
        if (schema == BodyFields.CurveSchema) return CurveDecoder.TryDecode(body, origin, out readings, out refusal);
        if (!TryDecodeFlat(fields, schema is not null, origin, out var reading, out refusal)) return false;
        readings = [reading];
        return true;
    }

    private static bool TryDecodeFlat(
        BodyFields fields, bool strict, Reading origin, [NotNullWhen(true)] out Reading? reading, out Refusal refusal)
    {
        reading = null;
        if (!fields.TryReadTime(strict ? null : origin.EnqueuedTime, out var eventTime, out refusal)) return false;
        if (!fields.TryReadChannels(strict, out var channels, out refusal)) return false;
        if (!fields.TryReadOrigin(strict, out var numbers, out refusal)) return false;
        (double? DewPoint, double? AbsoluteHumidity, double? SeaLevelPressure) computed = default;
        if (strict && !fields.TryReadComputed(out computed, out refusal)) return false;
        reading = origin with
        {
            EventTime = eventTime,
            Temperature = channels.Temperature,
            Humidity = channels.Humidity,
            Pressure = channels.Pressure,
            DewPoint = computed.DewPoint,
            AbsoluteHumidity = computed.AbsoluteHumidity,
            SeaLevelPressure = computed.SeaLevelPressure,
            Boot = numbers.Boot,
            Seq = numbers.Seq,
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
