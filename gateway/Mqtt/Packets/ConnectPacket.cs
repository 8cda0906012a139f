namespace Gateway.Mqtt.Packets;

/// <summary>CONNECT, protocol level 4: a client introduces itself. MQTT 3.1.1 section 3.1. Its memory is its own. Immutable.</summary>
public sealed record ConnectPacket : MqttPacket
{
    /// <inheritdoc/>
    public override MqttPacketType Type => MqttPacketType.Connect;

    /// <summary>The client identifier; empty only with <see cref="CleanSession"/> (MQTT-3.1.3-7).</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether the server forgets any earlier session of this client.</summary>
    /// <value>The default is true.</value>
    public bool CleanSession { get; init; } = true;

    /// <summary>
    /// The longest silence the client allows itself, in seconds, in the range [0, 65_535]; 0 turns the watch off. The server
    /// closes after one and a half times as long (MQTT-3.1.2-24).
    /// </summary>
    /// <value>The default is 0.</value>
    public ushort KeepAliveSeconds { get; init; }

    /// <summary>The message to publish should the client vanish, or null.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>The user name, or null where the client sent none.</summary>
    public string? UserName { get; init; }

    /// <summary>
    /// The password, 0 to 65_535 bytes, or null where the client sent none; only beside a user name (MQTT-3.1.2-22). A secret:
    /// it appears in no text form of this packet.
    /// </summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>The client id and what else is safe to log.</summary>
    public override string ToString() => $"CONNECT {ClientId}, clean session {CleanSession}, keep-alive {KeepAliveSeconds} s";
}
