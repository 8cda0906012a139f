namespace Gateway.Core.IotHub;

/// <summary>The device broke a rule of the hub's dialect; over MQTT the hub answers by closing the connection.</summary>
/// <remarks>Source: reference/iot-hub-protocol.md section 1.5.</remarks>
public sealed class HubViolationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the device did, in one line for the log.</param>
    public HubViolationException(string message)
        : base(message)
    {
    }
}
