using System.Collections.Frozen;
using System.Text;

namespace Gateway.Core.IotHub;

/// <summary>
/// The properties of one telemetry message, parted into those that IoT Hub knows (system) and the device's own (application).
/// Immutable, so safe for use by several threads.
/// </summary>
/// <param name="System">System properties under the names that the Event Hubs endpoint shows, such as message-id.</param>
/// <param name="Application">Application properties under the device's names.</param>
/// <remarks>Source: Microsoft, "Create and read IoT Hub messages", on system properties.</remarks>
public sealed record TelemetryProperties(
    IReadOnlyList<KeyValuePair<string, string>> System, IReadOnlyList<KeyValuePair<string, string>> Application)
{
    /// <summary>The name of the system property that identifies a message within its device.</summary>
    public const string MessageId = "message-id";

    /// <summary>The short spelling of the creation time in a topic; devices also send it under its long name.</summary>
    internal const string CreationTimeTopicName = "$.ctime";

    private static readonly FrozenDictionary<string, string> SystemNames = new Dictionary<string, string>
    {
        ["$.mid"] = MessageId,
        ["$.cid"] = "correlation-id",
        ["$.uid"] = "user-id",
        ["$.to"] = "to",
        ["$.ct"] = "content-type",
        ["$.ce"] = "content-encoding",
        ["$.exp"] = "absolute-expiry-time",
        ["$.sub"] = "dt-subject",
        ["$.ifid"] = "iothub-interface-id",
        ["$.on"] = "iothub-output-name",
        ["$.schema"] = "iothub-message-schema",
        [CreationTimeTopicName] = "iothub-creation-time-utc",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> TopicNames =
        SystemNames.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly TelemetryProperties None = new([], []);

    /// <summary>What they count of a message's size, in bytes of UTF-8: values of system properties, names and values of the others.</summary>
    /// <remarks>Source: Microsoft, "Create and read IoT Hub messages", on the size of a message.</remarks>
    public int Bytes =>
        System.Sum(pair => Encoding.UTF8.GetByteCount(pair.Value))
        + Application.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));

    /// <summary>The value of a system property, or null where the message has none of this name.</summary>
    public string? FindSystem(string name)
    {
        foreach (var property in System)
            if (property.Key == name) return property.Value;
        return null;
    }

    /// <summary>Parts a property bag. A name that is no system property, even with "$.", is the application's.</summary>
    public static TelemetryProperties From(PropertyBag bag)
    {
        ArgumentNullException.ThrowIfNull(bag);
        return From(bag.Pairs);
    }

    /// <summary>Parts properties under their names in a topic.</summary>
    internal static TelemetryProperties From(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0) return None;
        var system = new List<KeyValuePair<string, string>>();
        var application = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in pairs)
        {
            if (SystemNames.TryGetValue(name, out var known)) system.Add(new(known, value));
            else application.Add(new(name, value));
        }

        return new TelemetryProperties(system, application);
    }

    /// <summary>The name in a topic of a system property that devices may set; null for one that only the hub stamps.</summary>
    internal static string? TopicName(string systemName) => TopicNames.GetValueOrDefault(systemName);
}
