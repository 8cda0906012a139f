using System.Globalization;
using System.Text.Json;
using Gateway.Core.IotHub;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>A stored message as the device itself would have sent it, with the time at which it was received here.</summary>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol", and Microsoft, "Create and read IoT Hub messages", on
/// iothub-creation-time-utc: the time at which a message that is sent later, or in a batch, was made.
/// </remarks>
public static class UpstreamTelemetry
{
    private const string CreationTime = "iothub-creation-time-utc";
    private const string ModuleId = "iothub-connection-module-id";

    /// <summary>Whether the device marked the message as an alert: <c>priority=alert</c>.</summary>
    public static bool IsAlert(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Find(message.Properties, "priority") == "alert";
    }

    /// <summary>Who sent it: <c>{device}</c> or <c>{device}/{module}</c>.</summary>
    public static string ClientId(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Find(message.SystemProperties, ModuleId) is { } module ? $"{message.DeviceId}/{module}" : message.DeviceId;
    }

    /// <summary>The topic: the property bag in it has the message's own properties under the names that devices give them.</summary>
    public static string Topic(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return HubTopics.TelemetryOf(ClientId(message)) + PropertyBag.Encode(Bag(message));
    }

    /// <summary>
    /// What a hub meters, in bytes: the body, the values of the system properties, names and values of the application's.
    /// </summary>
    public static long Bytes(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Bytes(message, Bag(message));
    }

    private static long Bytes(Message message, List<KeyValuePair<string, string>> bag) =>
        message.Body.Length + TelemetryProperties.From(bag).Bytes;

    private static List<KeyValuePair<string, string>> Bag(Message message)
    {
        var bag = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in Read(message.SystemProperties))
            if (TelemetryProperties.TopicName(name) is { } topicName) bag.Add(new(topicName, value));
        bag.AddRange(Read(message.Properties));
        if (bag.Exists(pair => pair.Key is CreationTime or TelemetryProperties.CreationTimeTopicName)) return bag;
        bag.Add(new(CreationTime, Received(message)));
        // What fits a hub to the last byte goes without the time rather than not at all.
        if (Bytes(message, bag) > TelemetryStamp.MessageBytesMax) bag.RemoveAt(bag.Count - 1);
        return bag;
    }

    private static string Received(Message message) => DateTimeOffset.FromUnixTimeMilliseconds(message.EnqueuedAtUnixMs)
        .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    // Most messages have neither: a look at the text saves parsing it.
    private static string? Find(string json, string name) =>
        json.Contains(name, StringComparison.Ordinal) ? Read(json).GetValueOrDefault(name) : null;
}
