namespace Gateway.Mqtt;

/// <summary>
/// What a reader accepts at most. A limit is checked before the bytes it speaks of are buffered; beyond it the input is a
/// <see cref="MqttProtocolViolationException"/>. Immutable.
/// </summary>
/// <remarks>A server may read the first packet under a tighter limit than the packets of a client it has authenticated.</remarks>
public sealed record MqttLimits
{
    /// <summary>The limits for a peer that speaks IoT Hub's dialect.</summary>
    public static MqttLimits Default { get; } = new();

    /// <summary>
    /// The largest remaining length (everything behind the fixed header), in bytes, in the range [2, 268_435_455]: four length
    /// bytes can say no more. MQTT 3.1.1 section 2.2.3.
    /// </summary>
    /// <value>The default is 327_683: IoT Hub's largest message (262_144) below the longest topic (2 + 65_535), with a packet id.</value>
    public int RemainingLengthMax { get; init; } = 262_144 + 2 + 65_535 + 2;

    /// <summary>The most topic filters in one SUBSCRIBE or UNSUBSCRIBE, at least 1.</summary>
    /// <value>The default is 64. IoT Hub allows a device 5 subscriptions.</value>
    public int TopicFiltersMax { get; init; } = 64;
}
