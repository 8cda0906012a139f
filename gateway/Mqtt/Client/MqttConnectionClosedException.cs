namespace Gateway.Mqtt.Client;

/// <summary>
/// The connection has ended, so that what was asked for did not happen or, for a message without its PUBACK, may or may not have
/// happened. The cause, where there is one, is the inner exception.
/// </summary>
/// <param name="reason">Why, in words.</param>
/// <param name="cause">The exception that ended it, or null.</param>
public sealed class MqttConnectionClosedException(string reason, Exception? cause = null)
    : IOException($"the MQTT connection is closed: {reason}", cause);
