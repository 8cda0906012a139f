using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Routing;

/// <summary>
/// A message as routing queries see it: its properties by name in any case, its body and its sender's twin as JSON. What no query asks
/// for is not read. For one caller at a time.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub message routing query syntax".</remarks>
public sealed class RoutedMessage
{
    private static readonly FrozenDictionary<string, string> SystemNames = new Dictionary<string, string>
    {
        ["contentType"] = "content-type",
        ["contentEncoding"] = "content-encoding",
        ["connectionDeviceId"] = "iothub-connection-device-id",
        ["connectionModuleId"] = "iothub-connection-module-id",
        ["enqueuedTime"] = "iothub-enqueuedtime",
        ["messageId"] = "message-id",
        ["correlationId"] = "correlation-id",
        ["userId"] = "user-id",
        ["dt-dataschema"] = "iothub-message-schema",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Lazy<Dictionary<string, string>> _system;
    private readonly Lazy<Dictionary<string, string>> _application;
    private readonly Lazy<JsonElement?> _body;
    private readonly Lazy<JsonElement?> _twin;

    /// <summary>Takes a message.</summary>
    /// <param name="message">The message as it is stored.</param>
    /// <param name="twin">The sender's twin as a JSON object with tags and properties, or null where no query asks for it.</param>
    public RoutedMessage(Message message, string? twin = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        _system = new(() => Properties(message.SystemProperties));
        _application = new(() => Properties(message.Properties));
        _body = new(() => BodyEncoding() is { } encoding ? Parse(encoding.GetString(message.Body.Span)) : null);
        _twin = new(() => twin is null ? null : Parse(twin));
    }

    internal JsonElement? Body => _body.Value;

    internal JsonElement? Twin => _twin.Value;

    internal string? ApplicationProperty(string name) => _application.Value.GetValueOrDefault(name);

    internal string? SystemProperty(string name) => _system.Value.GetValueOrDefault(SystemNames.GetValueOrDefault(name, name));

    // Of two names that differ in case only, one counts.
    private static Dictionary<string, string> Properties(string json)
    {
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(json)!) properties.TryAdd(name, value);
        return properties;
    }

    // application/json in UTF-8, UTF-16 or UTF-32, said in content-encoding or in the content type's charset.
    private Encoding? BodyEncoding()
    {
        var type = (SystemProperty("contentType") ?? "").Split(';', StringSplitOptions.TrimEntries);
        if (!type[0].Equals("application/json", StringComparison.OrdinalIgnoreCase)) return null;
        const string Charset = "charset=";
        var charset = Array.Find(type, part => part.StartsWith(Charset, StringComparison.OrdinalIgnoreCase))?[Charset.Length..];
        return (SystemProperty("contentEncoding") ?? charset)?.ToUpperInvariant() switch
        {
            "UTF-8" => Encoding.UTF8,
            "UTF-16" => Encoding.Unicode,
            "UTF-32" => Encoding.UTF32,
            _ => null,
        };
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            // Without JSON every path is undefined; the message is routed all the same.
            return null;
        }
    }
}
