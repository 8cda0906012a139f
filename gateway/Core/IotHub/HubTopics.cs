namespace Gateway.Core.IotHub;

/// <summary>The topic strings of IoT Hub's device dialect, all in one place.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
internal static class HubTopics
{
    // devices/{id}[/modules/{module}]/messages/events/[{bag}]
    public const string Devices = "devices/";
    public const string Modules = "modules";
    public const string Telemetry = "/messages/events";
    public const string CloudToDevice = "/messages/devicebound/";
    public const string CloudToDeviceFilter = "/messages/devicebound/#";

    // $iothub/twin/GET/?$rid={r} and $iothub/twin/PATCH/properties/reported/?$rid={r}[&$version={base}]
    public const string TwinGet = "$iothub/twin/GET/?";
    public const string ReportedPatch = "$iothub/twin/PATCH/properties/reported/?";

    // $iothub/twin/res/{status}/?$rid={r}[&$version={new}]
    public const string TwinResponse = "$iothub/twin/res/";
    public const string TwinResponseFilter = "$iothub/twin/res/#";

    // nanoFramework's DeviceClient asks for everything about its twin at once.
    public const string TwinFilter = "$iothub/twin/#";

    // $iothub/twin/PATCH/properties/desired/?$version={new}
    public const string DesiredPatch = "$iothub/twin/PATCH/properties/desired/?";
    public const string DesiredPatchFilter = "$iothub/twin/PATCH/properties/desired/#";

    // $iothub/methods/POST/{name}/?$rid={r} and $iothub/methods/res/{status}/?$rid={r}
    public const string MethodRequest = "$iothub/methods/POST/";
    public const string MethodResponse = "$iothub/methods/res/";
    public const string MethodFilter = "$iothub/methods/POST/#";

    public const string RequestId = "$rid";
    public const string Version = "$version";

    /// <summary>The topic of an identity's telemetry, up to its property bag.</summary>
    public static string TelemetryOf(string clientId) =>
        $"{Devices}{clientId.Replace("/", $"/{Modules}/", StringComparison.Ordinal)}{Telemetry}/";
}
