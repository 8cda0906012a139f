namespace Gateway.Mqtt;

/// <summary>
/// The peer broke MQTT 3.1.1 or a limit of <see cref="MqttLimits"/>. The only exception that bad input causes; the connection
/// cannot be used any further and must be closed. MQTT 3.1.1 section 4.8.
/// </summary>
public sealed class MqttProtocolViolationException : Exception
{
    /// <summary>A violation that names what was wrong.</summary>
    /// <param name="message">What was wrong, with the section of the standard where it helps; quotes no secrets.</param>
    /// <param name="answer">The CONNACK code that a server owes the client before it closes, or null for none.</param>
    public MqttProtocolViolationException(string message, MqttConnectReturnCode? answer = null)
        : base(message) => Answer = answer;

    /// <summary>
    /// The CONNACK code that a server sends before it closes (MQTT-3.1.2-2: unacceptable level; MQTT-3.1.3-8: identifier
    /// rejected), or null where it closes without a word.
    /// </summary>
    public MqttConnectReturnCode? Answer { get; }
}
