using System.Globalization;
using Gateway.Mqtt;

namespace Gateway.Core.IotHub;

/// <summary>What a device says to a hub, and listens to there, as topics.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public static class HubDeviceTopics
{
    /// <summary>The filters by which an identity hears all that a hub has for it; a module has no cloud-to-device messages.</summary>
    public static IReadOnlyList<MqttSubscription> Filters(string clientId)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        List<MqttSubscription> filters =
        [
            new(HubTopics.TwinResponseFilter, MqttQos.AtMostOnce),
            new(HubTopics.DesiredPatchFilter, MqttQos.AtMostOnce),
            new(HubTopics.MethodFilter, MqttQos.AtMostOnce),
        ];
        if (!clientId.Contains('/', StringComparison.Ordinal))
            filters.Add(new(HubTopics.Devices + clientId + HubTopics.CloudToDeviceFilter, MqttQos.AtLeastOnce));
        return filters;
    }

    /// <summary>Asks for the whole twin.</summary>
    public static string TwinGet(string requestId) => $"{HubTopics.TwinGet}{HubTopics.RequestId}={requestId}";

    /// <summary>Changes the reported properties.</summary>
    public static string ReportedPatch(string requestId) => $"{HubTopics.ReportedPatch}{HubTopics.RequestId}={requestId}";

    /// <summary>Answers a direct method.</summary>
    public static string MethodResponse(int status, string requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"{HubTopics.MethodResponse}{status}/?{HubTopics.RequestId}={requestId}");
}
