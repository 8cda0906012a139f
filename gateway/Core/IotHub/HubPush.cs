using System.Globalization;

namespace Gateway.Core.IotHub;

/// <summary>A topic on which a hub speaks to a device, parsed into a value. Immutable, so safe for use by several threads.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public abstract record HubPush
{
    /// <summary>A direct method: <c>$iothub/methods/POST/{name}/?$rid={rid}</c>.</summary>
    public sealed record Method(string Name, string RequestId) : HubPush;

    /// <summary>A change of the desired properties: <c>$iothub/twin/PATCH/properties/desired/?$version={version}</c>.</summary>
    public sealed record DesiredPatch(long Version) : HubPush;

    /// <summary>The answer to a twin request: <c>$iothub/twin/res/{status}/?$rid={rid}[&amp;$version={version}]</c>.</summary>
    public sealed record TwinResponse(int Status, string RequestId) : HubPush;

    /// <summary>A cloud-to-device message: <c>devices/{id}/messages/devicebound/[{bag}]</c>.</summary>
    public sealed record CloudMessage(string Bag) : HubPush;

    /// <summary>Parses the topic of a PUBLISH from a hub.</summary>
    /// <returns>The topic, or null for one that IoT Hub does not document.</returns>
    public static HubPush? Parse(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (Rest(topic, HubTopics.MethodRequest) is { } method)
            return Split(method) is var (name, query) && RequestQuery.RequestId(query) is { } rid ? new Method(name, rid) : null;
        if (Rest(topic, HubTopics.TwinResponse) is { } response)
            return Split(response) is var (status, query) && Number(status) is { } code && RequestQuery.RequestId(query) is { } rid
                ? new TwinResponse((int)code, rid)
                : null;
        if (Rest(topic, HubTopics.DesiredPatch) is { } desired)
            return RequestQuery.Find(desired, HubTopics.Version) is { } text && Number(text) is { } version
                ? new DesiredPatch(version)
                : null;
        var bound = topic.IndexOf(HubTopics.CloudToDevice, StringComparison.Ordinal);
        return Rest(topic, HubTopics.Devices) is not null && bound > 0
            ? new CloudMessage(topic[(bound + HubTopics.CloudToDevice.Length)..])
            : null;
    }

    private static string? Rest(string topic, string start) =>
        topic.StartsWith(start, StringComparison.Ordinal) ? topic[start.Length..] : null;

    // {what}/?{query}
    private static (string What, string Query)? Split(string rest) =>
        rest.IndexOf("/?", StringComparison.Ordinal) is > 0 and var end ? (rest[..end], rest[(end + 2)..]) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
