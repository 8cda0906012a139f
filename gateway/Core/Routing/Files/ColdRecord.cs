using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Routing.Files;

/// <summary>One message as a line of JSON, as IoT Hub writes it to a storage endpoint.</summary>
/// <remarks>
/// Source: Microsoft, "Use IoT Hub message routing …", on storage as a routing endpoint: the body is JSON where the message says that it
/// is JSON in UTF-8 (content type and encoding), and base64 otherwise.
/// </remarks>
public static class ColdRecord
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["iothub-connection-device-id"] = "connectionDeviceId",
        ["iothub-connection-module-id"] = "connectionModuleId",
        ["iothub-connection-auth-method"] = "connectionAuthMethod",
        ["iothub-connection-auth-generation-id"] = "connectionDeviceGenerationId",
        ["iothub-enqueuedtime"] = "enqueuedTime",
        ["content-type"] = "contentType",
        ["content-encoding"] = "contentEncoding",
        ["message-id"] = "messageId",
        ["correlation-id"] = "correlationId",
        ["user-id"] = "userId",
    }.ToFrozenDictionary();

    /// <summary>Writes <c>{"EnqueuedTimeUtc":…,"Properties":{…},"SystemProperties":{…},"Body":…}</c> and a line feed.</summary>
    public static void Write(IBufferWriter<byte> output, StoredMessage stored)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(stored);
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartObject();
            json.WriteString("EnqueuedTimeUtc", Time(stored.Message.EnqueuedAtUnixMs));
            json.WritePropertyName("Properties");
            json.WriteRawValue(stored.Message.Properties);
            WriteSystemProperties(json, stored.Message);
            json.WritePropertyName("Body");
            if (CompactBody(stored) is { } body) json.WriteRawValue(body, skipInputValidation: true);
            else json.WriteBase64StringValue(stored.Message.Body.Span);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteSystemProperties(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject("SystemProperties");
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(message.SystemProperties)!)
            json.WriteString(Names.GetValueOrDefault(name, name), value);
        json.WriteEndObject();
    }

    // The body on one line, or null where it is not what the message says.
    private static byte[]? CompactBody(StoredMessage stored)
    {
        var body = stored.Message.Body;
        if (!new RoutedMessage(stored).IsUtf8Json || !Utf8.IsValid(body.Span)) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Compact);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, or a text in it that is no Unicode (half a surrogate pair): the bytes are kept as they are.
            return null;
        }
    }

    private static string Time(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
        .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
