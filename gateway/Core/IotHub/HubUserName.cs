namespace Gateway.Core.IotHub;

/// <summary>
/// The user name of CONNECT to IoT Hub: <c>{host}/{deviceId}[/{moduleId}]/[?]api-version=…[&amp;model-id=…][&amp;DeviceClientType=…]</c>.
/// Immutable, so safe for use by several threads.
/// </summary>
/// <param name="HostName">The hub's name as the device knows it; with a gateway in between it is still the hub's.</param>
/// <param name="DeviceId">The device id, as received.</param>
/// <param name="ModuleId">The module id, or null for a device.</param>
/// <param name="ModelId">The IoT Plug and Play model, or null.</param>
/// <param name="ClientType">The device's software, or null.</param>
/// <remarks>
/// Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol"; the two spellings, and what is not checked, are those of
/// edgeHub of Azure/iotedge (MqttUsernameParser).
/// </remarks>
public sealed record HubUserName(string HostName, string DeviceId, string? ModuleId, string? ModelId, string? ClientType)
{
    /// <summary>The client id that goes with the name: <c>{device}</c> or <c>{device}/{module}</c>.</summary>
    public string ClientId => ModuleId is null ? DeviceId : $"{DeviceId}/{ModuleId}";

    /// <summary>Parses a user name in either spelling of its last segment, with or without the question mark.</summary>
    /// <returns>The parts, or null when it is no such name; api-version must be there, its value is not checked.</returns>
    public static HubUserName? Parse(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        // The query may hold slashes of its own (DeviceClientType, model-id), so split only what is before it.
        var query = userName.IndexOf("api-version=", StringComparison.Ordinal);
        if (query < 0) return null;
        var path = userName[..query];
        if (path.EndsWith('?')) path = path[..^1];
        if (!path.EndsWith('/')) return null;
        var segments = path[..^1].Split('/');
        if (segments.Length is < 2 or > 3 || segments.Any(segment => segment.Length == 0)) return null;
        var parameters = PropertyBag.Decode(userName[query..]);
        var module = segments.Length == 3 ? segments[2] : null;
        return new HubUserName(segments[0], segments[1], module, parameters.Find("model-id"), parameters.Find("DeviceClientType"));
    }
}
