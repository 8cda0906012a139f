namespace Gateway.Core.IotHub;

/// <summary>The topic filters that a device or a module may subscribe to.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public static class HubSubscription
{
    /// <summary>
    /// Whether a client may subscribe to a filter: only documented ones, and of the device-bound topics only its own; a module has none.
    /// </summary>
    /// <param name="filter">The topic filter of SUBSCRIBE.</param>
    /// <param name="clientId">The identity of the connection: <c>{device}</c> or <c>{device}/{module}</c>.</param>
    /// <returns>True for a documented filter; azure-sdk-for-c's "+" in place of the device id is one.</returns>
    public static bool IsAllowed(string filter, string clientId) => filter switch
    {
        HubTopics.TwinResponseFilter or HubTopics.DesiredPatchFilter or HubTopics.TwinFilter or HubTopics.MethodFilter => true,
        _ when clientId.Contains('/', StringComparison.Ordinal) => false,
        _ => filter == HubTopics.Devices + clientId + HubTopics.CloudToDeviceFilter
            || filter == HubTopics.Devices + "+" + HubTopics.CloudToDeviceFilter,
    };
}
