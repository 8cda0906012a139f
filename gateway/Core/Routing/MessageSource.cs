namespace Gateway.Core.Routing;

/// <summary>What a message tells of: the data source of a route, by IoT Hub's names.</summary>
/// <remarks>Source: Microsoft, "Use IoT Hub message routing to send device-to-cloud messages to different endpoints".</remarks>
public enum MessageSource
{
    /// <summary>Telemetry of a device or module.</summary>
    DeviceMessages,

    /// <summary>A twin was changed or replaced.</summary>
    TwinChangeEvents,

    /// <summary>A device or module connected or disconnected.</summary>
    DeviceConnectionStateEvents,
}
