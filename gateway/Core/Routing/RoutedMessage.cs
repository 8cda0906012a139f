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

    /// <summary>Takes a message as it is stored.</summary>
    public RoutedMessage(StoredMessage stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        Stored = stored;
        var message = stored.Message;
        _system = new(() => Properties(message.SystemProperties));
        _application = new(() => Properties(message.Properties));
        _body = new(() => BodyEncoding() is { } encoding ? Parse(encoding.GetString(message.Body.Span)) : null);
        _twin = new(() => TwinText is null ? null : Parse(TwinText));
    }

    /// <summary>The message.</summary>
    public StoredMessage Stored { get; }

    /// <summary>The sender's twin as a JSON object with tags and properties; null where no query asks for it.</summary>
    internal string? TwinText { get; set; }

    /// <summary>Who sent it: <c>{device}</c> or <c>{device}/{module}</c>.</summary>
    internal string ClientId => SystemProperty("connectionModuleId") is { } module
        ? $"{Stored.Message.DeviceId}/{module}"
        : Stored.Message.DeviceId;

    /// <summary>What it tells of.</summary>
    internal MessageSource Source => SystemProperty("iothub-message-source") switch
    {
        "twinChangeEvents" => MessageSource.TwinChangeEvents,
        "deviceConnectionStateEvents" => MessageSource.DeviceConnectionStateEvents,
        _ => MessageSource.DeviceMessages,
    };

    internal JsonElement? Body => _body.Value;

    /// <summary>Whether the message says that its body is JSON in UTF-8.</summary>
    internal bool IsUtf8Json => BodyEncoding() is UTF8Encoding;

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
    internal Encoding? BodyEncoding()
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
