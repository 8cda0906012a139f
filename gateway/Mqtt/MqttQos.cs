namespace Gateway.Mqtt;

/// <summary>How surely a message arrives. MQTT 3.1.1 section 4.3.</summary>
public enum MqttQos : byte
{
    /// <summary>At most once: never acknowledged. The default.</summary>
    AtMostOnce = 0,

    /// <summary>At least once: repeated until PUBACK; may arrive twice.</summary>
    AtLeastOnce = 1,

    /// <summary>Exactly once: read from the wire so that a server can refuse it as IoT Hub does; the client does not offer it.</summary>
    ExactlyOnce = 2,
}
