namespace Gateway.Mqtt.Packets;

/// <summary>The upper four bits of a packet's first byte. MQTT 3.1.1 section 2.2.1; 0 and 15 are reserved.</summary>
public enum MqttPacketType : byte
{
    /// <summary>Client asks to connect (section 3.1).</summary>
    Connect = 1,

    /// <summary>Server answers CONNECT (section 3.2).</summary>
    ConnAck = 2,

    /// <summary>A message, both ways (section 3.3).</summary>
    Publish = 3,

    /// <summary>Acknowledges a QoS 1 message (section 3.4).</summary>
    PubAck = 4,

    /// <summary>QoS 2, part 1 (section 3.5).</summary>
    PubRec = 5,

    /// <summary>QoS 2, part 2 (section 3.6).</summary>
    PubRel = 6,

    /// <summary>QoS 2, part 3 (section 3.7).</summary>
    PubComp = 7,

    /// <summary>Client subscribes (section 3.8).</summary>
    Subscribe = 8,

    /// <summary>Server answers SUBSCRIBE (section 3.9).</summary>
    SubAck = 9,

    /// <summary>Client unsubscribes (section 3.10).</summary>
    Unsubscribe = 10,

    /// <summary>Server answers UNSUBSCRIBE (section 3.11).</summary>
    UnsubAck = 11,

    /// <summary>Client asks whether the server is there (section 3.12).</summary>
    PingReq = 12,

    /// <summary>Server answers PINGREQ (section 3.13).</summary>
    PingResp = 13,

    /// <summary>Client takes leave (section 3.14).</summary>
    Disconnect = 14,
}
