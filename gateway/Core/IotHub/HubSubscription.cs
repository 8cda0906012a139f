namespace Gateway.Core.IotHub;

/// <summary>The topic filters that a device may subscribe to.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public static class HubSubscription
{
    /// <summary>Whether a device may subscribe to a filter: only documented ones, and of the device-bound topics only its own.</summary>
    /// <param name="filter">The topic filter of SUBSCRIBE.</param>
    /// <param name="deviceId">The identity of the connection.</param>
    /// <returns>True for a documented filter; azure-sdk-for-c's "+" in place of the device id is one.</returns>
    public static bool IsAllowed(string filter, string deviceId) => filter switch
    {
        HubTopics.TwinResponseFilter or HubTopics.DesiredPatchFilter or HubTopics.TwinFilter or HubTopics.MethodFilter => true,
        _ => filter == HubTopics.Devices + deviceId + HubTopics.CloudToDeviceFilter
            || filter == HubTopics.Devices + "+" + HubTopics.CloudToDeviceFilter,
    };
}
