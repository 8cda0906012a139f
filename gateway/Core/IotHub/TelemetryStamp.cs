using System.Globalization;
using System.Text;
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

    private const string RetainProperty = "mqtt-retain";

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
        var messageId = properties.FindSystem(TelemetryProperties.MessageId);
        if (messageId?.Length > MessageIdCharactersMax)
            throw new HubViolationException($"a message id of {messageId.Length} characters; the limit is {MessageIdCharactersMax}");
        var origin = TelemetryOrigin.Of(device);
        return new Message
        {
            DeviceId = device.DeviceId,
            MessageId = string.IsNullOrEmpty(messageId) ? null : Identifier(device, messageId),
            EnqueuedAtUnixMs = now.ToUnixTimeMilliseconds(),
            Origin = origin,
            SystemProperties = SystemText(origin, properties.System, now),
            Properties = JsonText.Object(isRetained ? Retained(properties.Application) : properties.Application),
            Body = body,
        };
    }

    private static string SystemText(string origin, IReadOnlyList<KeyValuePair<string, string>> own, DateTimeOffset now)
    {
        var enqueued = EnqueuedTime.Of(now);
        if (own.Count == 0) return string.Concat(origin, enqueued, "}");
        var json = new StringBuilder(origin, origin.Length + enqueued.Length + 64 * own.Count).Append(enqueued).Append(',');
        JsonText.AppendMembers(json, own);
        return json.Append('}').ToString();
    }

    // Modules count their messages for themselves, so an id of one is no resend of its device's or another module's.
    private static string Identifier(DeviceIdentity sender, string messageId) =>
        sender.ModuleId is null ? messageId : $"{sender.ModuleId}\n{messageId}";

    private static List<KeyValuePair<string, string>> Retained(IReadOnlyList<KeyValuePair<string, string>> application) =>
        [.. application.Where(property => property.Key != RetainProperty), new(RetainProperty, "true")];

    // Many messages come in one millisecond, and the text of a time costs more than all the rest of the stamp.
    private sealed record EnqueuedTime(long UnixMs, string Member)
    {
        private static EnqueuedTime _latest = new(-1, "");

        public static string Of(DateTimeOffset now)
        {
            var (unixMs, latest) = (now.ToUnixTimeMilliseconds(), Volatile.Read(ref _latest));
            if (latest.UnixMs == unixMs) return latest.Member;
            var text = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
            latest = new EnqueuedTime(unixMs, $"\"iothub-enqueuedtime\":\"{text}\"");
            Volatile.Write(ref _latest, latest);
            return latest.Member;
        }
    }
}
