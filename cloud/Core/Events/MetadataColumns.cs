using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>
/// The parallel arrays of an invocation's metadata, read by index. System properties are believed before the separate arrays; an
/// array that is missing or too short says nothing.
/// </summary>
internal sealed class MetadataColumns(JsonElement metadata)
{
    private readonly IReadOnlyList<JsonElement> _sequenceNumbers = Column(metadata, "SequenceNumber");
    private readonly IReadOnlyList<JsonElement> _enqueuedTimes = Column(metadata, "EnqueuedTimeUtc");
    private readonly IReadOnlyList<JsonElement> _properties = Column(metadata, "Properties");
    private readonly IReadOnlyList<JsonElement> _systemProperties = Column(metadata, "SystemProperties");

    /// <summary>The event at an index of the batch.</summary>
    public HubEvent Event(int index, string body)
    {
        var system = LooseJson.Unwrapped(At(_systemProperties, index));
        return new HubEvent
        {
            SequenceNumber = Number(LooseJson.Member(system, "SequenceNumber")) ?? Number(At(_sequenceNumbers, index)),
            DeviceId = NonEmpty(LooseJson.Member(system, "iothub-connection-device-id")),
            EnqueuedTime = Time(LooseJson.Member(system, "iothub-enqueuedtime"))
                ?? Time(LooseJson.Member(system, "EnqueuedTimeUtc"))
                ?? Time(At(_enqueuedTimes, index)),
            MessageId = NonEmpty(LooseJson.Member(system, "message-id")),
            Properties = Bag(LooseJson.Unwrapped(At(_properties, index))),
            Body = body,
        };
    }

    /// <summary>With cardinality "many" the name ends in Array; with "one" it does not and holds a single value.</summary>
    private static IReadOnlyList<JsonElement> Column(JsonElement metadata, string name)
    {
        if (LooseJson.Member(metadata, name + "Array") is { ValueKind: not JsonValueKind.Undefined } many) return LooseJson.Items(many);
        return LooseJson.Member(metadata, name) is { ValueKind: not JsonValueKind.Undefined } one ? [one] : [];
    }

    private static JsonElement At(IReadOnlyList<JsonElement> column, int index) => index < column.Count ? column[index] : default;

    private static long? Number(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out var number) ? number : null;
        return NonEmpty(value) is { } text && LooseJson.TryParseInteger(text, out var parsed) ? parsed : null;
    }

    private static DateTimeOffset? Time(JsonElement value) =>
        NonEmpty(value) is { } text && TimestampText.TryParse(text, out var time) ? time : null;

    private static string? NonEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && LooseJson.Text(value) is { Length: > 0 } text ? text : null;

    private static Dictionary<string, string> Bag(JsonElement value)
    {
        var bag = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object) return bag;
        foreach (var property in value.EnumerateObject()) bag[property.Name] = LooseJson.Text(property.Value);
        return bag;
    }
}
