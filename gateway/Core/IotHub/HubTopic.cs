using System.Globalization;

namespace Gateway.Core.IotHub;

/// <summary>A topic that a device may publish to, parsed into a value. Immutable, so safe for use by several threads.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public abstract record HubTopic
{
    /// <summary>
    /// Telemetry: <c>devices/{id}/messages/events/[{bag}]</c>, or a module's: <c>devices/{id}/modules/{module}/messages/events/[{bag}]</c>.
    /// </summary>
    /// <param name="ClientId">Whose telemetry it claims to be; the caller compares it with the connection's identity.</param>
    /// <param name="Bag">The property bag, still encoded; empty when there is none.</param>
    public sealed record Telemetry(string ClientId, string Bag) : HubTopic;

    /// <summary>A request for the whole device twin: <c>$iothub/twin/GET/?$rid={rid}</c>.</summary>
    /// <param name="RequestId">The request id, as received.</param>
    public sealed record TwinGet(string RequestId) : HubTopic;

    /// <summary>
    /// A patch of the reported properties: <c>$iothub/twin/PATCH/properties/reported/?$rid={rid}[&amp;$version={base}]</c>.
    /// </summary>
    /// <param name="RequestId">The request id, as received.</param>
    /// <param name="BaseVersion">The version that the patch is made for; null applies it to any.</param>
    public sealed record ReportedPatch(string RequestId, long? BaseVersion) : HubTopic;

    /// <summary>The answer to a direct method: <c>$iothub/methods/res/{status}/?$rid={rid}</c>.</summary>
    /// <param name="Status">The device's own status, an integer of any sign.</param>
    /// <param name="RequestId">The request id that the hub gave the call.</param>
    public sealed record MethodResponse(int Status, string RequestId) : HubTopic;

    /// <summary>Parses the topic of a PUBLISH.</summary>
    /// <returns>The topic, or null for one that IoT Hub does not document (it closes the connection).</returns>
    public static HubTopic? Parse(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.StartsWith(HubTopics.Devices, StringComparison.Ordinal)) return ParseTelemetry(topic[HubTopics.Devices.Length..]);
        if (topic.StartsWith(HubTopics.TwinGet, StringComparison.Ordinal)) return ParseTwinGet(topic[HubTopics.TwinGet.Length..]);
        if (topic.StartsWith(HubTopics.ReportedPatch, StringComparison.Ordinal))
            return ParseReportedPatch(topic[HubTopics.ReportedPatch.Length..]);
        if (topic.StartsWith(HubTopics.MethodResponse, StringComparison.Ordinal))
            return ParseMethodResponse(topic[HubTopics.MethodResponse.Length..]);
        return null;
    }

    // {sender}/messages/events, then nothing, "/", "/{bag}" or "/{bag}/" (the last spelling is that of module outputs and of edge hub).
    private static Telemetry? ParseTelemetry(string rest)
    {
        var end = rest.IndexOf(HubTopics.Telemetry, StringComparison.Ordinal);
        if (end <= 0 || ParseSender(rest[..end]) is not { } clientId) return null;
        var bag = rest[(end + HubTopics.Telemetry.Length)..];
        if (bag.Length > 0 && bag[0] != '/') return null;
        return new Telemetry(clientId, bag.Trim('/'));
    }

    // {id} or {id}/modules/{module}
    private static string? ParseSender(string text) => text.Split('/') switch
    {
        [var device] => device,
        [var device, HubTopics.Modules, var module] => $"{device}/{module}",
        _ => null,
    };

    private static TwinGet? ParseTwinGet(string query) => RequestQuery.RequestId(query) is { } rid ? new TwinGet(rid) : null;

    private static ReportedPatch? ParseReportedPatch(string query)
    {
        if (RequestQuery.RequestId(query) is not { } rid) return null;
        if (RequestQuery.Find(query, HubTopics.Version) is not { } version) return new ReportedPatch(rid, null);
        return long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ReportedPatch(rid, number)
            : null;
    }

    private static MethodResponse? ParseMethodResponse(string rest)
    {
        var end = rest.IndexOf("/?", StringComparison.Ordinal);
        if (end < 0 || !int.TryParse(rest.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var status))
            return null;
        return RequestQuery.RequestId(rest[(end + 2)..]) is { } rid ? new MethodResponse(status, rid) : null;
    }
}
