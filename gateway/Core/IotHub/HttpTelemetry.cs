using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Gateway.Core.IotHub;

/// <summary>Telemetry as an HTTPS request carries it: one message with its properties in headers, or a batch of them as JSON.</summary>
/// <param name="Bag">The properties, under the names that MQTT gives them.</param>
/// <param name="Body">The body.</param>
/// <remarks>
/// Source: Microsoft, "IoT Hub REST, Device - Send Device Event"; the names of headers and the batch's JSON are those of azure-iot-device-http
/// 1.14.4, base64Encoded is azure-sdk-for-c's.
/// </remarks>
public sealed record HttpTelemetry(PropertyBag Bag, ReadOnlyMemory<byte> Body)
{
    /// <summary>The content type of a batch.</summary>
    public const string BatchContentType = "application/vnd.microsoft.iothub.json";

    /// <summary>The most messages in one batch; a longer one is refused.</summary>
    public const int BatchMessagesMax = 500;

    private const string ApplicationPrefix = "iothub-app-";

    private static readonly FrozenDictionary<string, string> SystemNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["iothub-messageid"] = "$.mid",
        ["iothub-correlationid"] = "$.cid",
        ["iothub-userid"] = "$.uid",
        ["iothub-to"] = "$.to",
        ["iothub-contenttype"] = "$.ct",
        ["iothub-contentencoding"] = "$.ce",
        ["iothub-expiry"] = "$.exp",
        ["iothub-interface-id"] = "$.ifid",
        ["dt-subject"] = "$.sub",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>One message; headers that are no properties are left out.</summary>
    public static HttpTelemetry One(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new HttpTelemetry(Gather(headers), body);
    }

    /// <summary>A batch: <c>[{"body":"…"[,"base64Encoded":false][,"properties":{"iothub-app-…":"…"}]},…]</c>.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="fault">Takes what is wrong with it, in one line.</param>
    /// <returns>The messages in their order, or null.</returns>
    public static IReadOnlyList<HttpTelemetry>? Batch(ReadOnlyMemory<byte> utf8, out string? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var count = document.RootElement.GetArrayLength();
            if (count is > 0 and <= BatchMessagesMax) return [.. document.RootElement.EnumerateArray().Select(Read)];
            fault = $"a batch of {count} messages; 1 to {BatchMessagesMax} are allowed";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            fault = "the body is no array of {\"body\":\"base64\",\"properties\":{…}} with texts as values";
        }

        return null;
    }

    private static HttpTelemetry Read(JsonElement message)
    {
        var body = message.GetProperty("body");
        var isText = message.TryGetProperty("base64Encoded", out var encoded) && !encoded.GetBoolean();
        var pairs = message.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => new KeyValuePair<string, string>(property.Name, property.Value.GetString() ?? ""))
            : [];
        return new HttpTelemetry(Gather(pairs), isText ? Encoding.UTF8.GetBytes(body.GetString()!) : body.GetBytesFromBase64());
    }

    private static PropertyBag Gather(IEnumerable<KeyValuePair<string, string>> pairs) => PropertyBag.Of(
        from pair in pairs
        let name = NameInBag(pair.Key)
        where name is not null
        select new KeyValuePair<string, string>(name, pair.Value));

    private static string? NameInBag(string name) => name.StartsWith(ApplicationPrefix, StringComparison.OrdinalIgnoreCase)
        ? name[ApplicationPrefix.Length..]
        : SystemNames.GetValueOrDefault(name);
}
