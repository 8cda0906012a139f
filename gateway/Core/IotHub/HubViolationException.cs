namespace Gateway.Core.IotHub;

/// <summary>The device broke a rule of the hub's dialect; over MQTT the hub answers by closing the connection.</summary>
/// <remarks>Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol".</remarks>
public sealed class HubViolationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the device did, in one line for the log.</param>
    public HubViolationException(string message)
        : base(message)
    {
    }
}
