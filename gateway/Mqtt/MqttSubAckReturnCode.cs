namespace Gateway.Mqtt;

/// <summary>A server's answer to one topic filter of a SUBSCRIBE. MQTT 3.1.1 section 3.9.3.</summary>
public enum MqttSubAckReturnCode : byte
{
    /// <summary>0x00: granted with QoS 0.</summary>
    GrantedAtMostOnce = 0x00,

    /// <summary>0x01: granted with QoS 1.</summary>
    GrantedAtLeastOnce = 0x01,

    /// <summary>0x02: granted with QoS 2.</summary>
    GrantedExactlyOnce = 0x02,

    /// <summary>0x80: refused.</summary>
    Failure = 0x80,
}
