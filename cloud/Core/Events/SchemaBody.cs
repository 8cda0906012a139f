using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>What the firmware's own messages beside telemetry have in common: the property <c>schema</c> names what the JSON body is.</summary>
internal static class SchemaBody
{
    /// <summary>Reads the body of an authenticated device's message.</summary>
    /// <returns>False where the body is not a whole message of the schema.</returns>
    public delegate bool Reader<T>(JsonElement body, string deviceId, out T value);

    /// <summary>Reads an event, if it is of a schema and from an authenticated device.</summary>
    public static bool TryRead<T>(HubEvent hubEvent, string schema, Reader<T> read, out T value)
        where T : struct
    {
        value = default;
        if (hubEvent.DeviceId is not { } device || hubEvent.Properties.GetValueOrDefault("schema") != schema) return false;
        try
        {
            using var body = JsonDocument.Parse(hubEvent.Body);
            return read(body.RootElement, device, out value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // the latter: a string that holds half a surrogate pair, which System.Text.Json finds only when it reads it
        }
    }

    /// <summary>A boot, a sequence or a count: a whole number in the range [1, 2^31 - 1].</summary>
    public static bool TryCount(JsonElement body, string name, out long value)
    {
        var member = LooseJson.Member(body, name);
        value = 0;
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out value) && value is >= 1 and <= int.MaxValue;
    }
}
