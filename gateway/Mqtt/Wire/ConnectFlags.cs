namespace Gateway.Mqtt.Wire;

/// <summary>MQTT 3.1.1 section 3.1.2.3, figure 3.4: user name, password, will retain, will QoS (2 bits), will, clean session, 0.</summary>
[Flags]
internal enum ConnectFlags : byte
{
    None = 0,
    Reserved = 0x01,
    CleanSession = 0x02,
    Will = 0x04,
    WillQos = 0x18,
    WillRetain = 0x20,
    Password = 0x40,
    UserName = 0x80,
}
