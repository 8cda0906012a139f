namespace Gateway.Mqtt;

/// <summary>A server's answer to CONNECT. MQTT 3.1.1 section 3.2.2.3.</summary>
public enum MqttConnectReturnCode : byte
{
    /// <summary>0x00: the connection is accepted.</summary>
    Accepted = 0,

    /// <summary>0x01: the server does not speak the protocol level asked for.</summary>
    UnacceptableProtocolLevel = 1,

    /// <summary>0x02: the client identifier is correct UTF-8 but not allowed.</summary>
    IdentifierRejected = 2,

    /// <summary>0x03: the service is not ready; try again later.</summary>
    ServerUnavailable = 3,

    /// <summary>0x04: user name or password are malformed.</summary>
    BadUserNameOrPassword = 4,

    /// <summary>0x05: the client is not authorised to connect.</summary>
    NotAuthorized = 5,
}
