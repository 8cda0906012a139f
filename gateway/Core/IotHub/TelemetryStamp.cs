using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.IotHub;

/// <summary>Makes the message to store out of what a device sent, stamped with what only the hub may say: who sent it, and when.</summary>
/// <remarks>
/// Source: Microsoft, "Create and read IoT Hub messages"; on RETAIN, Microsoft, "Communicate with an IoT hub using the MQTT protocol".
/// On the limits, Microsoft, "IoT Hub quotas and throttling".
/// </remarks>
public static class TelemetryStamp
{
    /// <summary>The longest message id, in characters.</summary>
    public const int MessageIdCharactersMax = 128;

    /// <summary>The largest message, in bytes: 256 KiB of body, values of system properties, and names and values of the others.</summary>
    public const int MessageBytesMax = 262_144;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Stamps one telemetry message.</summary>
    /// <param name="device">The authenticated identity of the connection.</param>
    /// <param name="bag">The decoded property bag.</param>
    /// <param name="isRetained">Whether RETAIN was set; a hub retains nothing and notes the wish as the property mqtt-retain.</param>
    /// <param name="body">The payload; kept, so it must not be memory that is reused.</param>
    /// <param name="now">The time of receipt.</param>
    /// <exception cref="HubViolationException">The message or its id is longer than IoT Hub takes.</exception>
    public static Message Stamp(DeviceIdentity device, PropertyBag bag, bool isRetained, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(device);
        var properties = TelemetryProperties.From(bag);
        var size = body.Length + properties.Bytes;
        if (size > MessageBytesMax)
            throw new HubViolationException($"telemetry of {size} bytes, properties included; the limit is {MessageBytesMax}");
        var system = new Dictionary<string, string>(properties.System);
        var application = new Dictionary<string, string>(properties.Application);
        var messageId = system.GetValueOrDefault(TelemetryProperties.MessageId);
        if (messageId?.Length > MessageIdCharactersMax)
            throw new HubViolationException($"a message id of {messageId.Length} characters; the limit is {MessageIdCharactersMax}");
        Add(system, device, now);
        if (isRetained) application["mqtt-retain"] = "true";
        return new Message
        {
            DeviceId = device.DeviceId,
            MessageId = string.IsNullOrEmpty(messageId) ? null : Identifier(device, messageId),
            EnqueuedAtUnixMs = now.ToUnixTimeMilliseconds(),
            SystemProperties = JsonSerializer.Serialize(system, Json),
            Properties = JsonSerializer.Serialize(application, Json),
            Body = body,
        };
    }

    private static void Add(Dictionary<string, string> system, DeviceIdentity device, DateTimeOffset now)
    {
        system["iothub-connection-device-id"] = device.DeviceId;
        system["iothub-connection-auth-generation-id"] = device.GenerationId;
        system["iothub-connection-auth-method"] = AuthMethod(device);
        if (device.ModuleId is { } module) system["iothub-connection-module-id"] = module;
        system["iothub-enqueuedtime"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
        system["iothub-message-source"] = "Telemetry";
    }

    // Modules count their messages for themselves, so an id of one is no resend of its device's or another module's.
    private static string Identifier(DeviceIdentity sender, string messageId) =>
        sender.ModuleId is null ? messageId : $"{sender.ModuleId}\n{messageId}";

    private static string AuthMethod(DeviceIdentity identity)
    {
        var scope = identity.ModuleId is null ? "device" : "module";
        var type = identity.Authentication is Authentication.SymmetricKeys ? "sas" : "x509";
        return $$"""{"scope":"{{scope}}","type":"{{type}}","issuer":"iothub"}""";
    }
}
