using Gateway.Mqtt;

namespace Gateway.Host;

/// <summary>Every bound of a gateway, each with what happens at it. Immutable, so safe for use by several threads.</summary>
public sealed record GatewayLimits
{
    /// <summary>
    /// The longest MQTT packet, in bytes after the fixed header; a longer one closes the connection before it is buffered.
    /// </summary>
    /// <value>The default is 327,683: IoT Hub's 256 KiB of telemetry under the longest topic that MQTT has.</value>
    public int PacketBytesMax { get; init; } = MqttLimits.Default.RemainingLengthMax;

    /// <summary>The longest CONNECT, in bytes after the fixed header; it comes from someone yet unknown.</summary>
    /// <value>The default is 64 KiB.</value>
    public int ConnectBytesMax { get; init; } = 64 * 1024;

    /// <summary>Connections at one time, those still in their TLS handshake included; a further one is closed at once.</summary>
    /// <value>The default is 5,000.</value>
    public int ConnectionsMax { get; init; } = 5_000;

    /// <summary>
    /// New connections of one address in a second, over time; beyond it and <see cref="ConnectBurstMax"/> they are closed before TLS. Of
    /// IPv6 a /64 is one address.
    /// </summary>
    /// <value>The default is 250.</value>
    public int ConnectsPerSecondMax { get; init; } = 250;

    /// <summary>New connections of one address at once, as when a whole site comes back after a power cut.</summary>
    /// <value>The default is 5,000.</value>
    public int ConnectBurstMax { get; init; } = 5_000;

    /// <summary>
    /// Connections at one time on which no CONNECT has been accepted, those of HTTPS included; a further one is closed before TLS.
    /// </summary>
    /// <value>The default is 2,500, so that half of <see cref="ConnectionsMax"/> is left to devices that are known.</value>
    public int HalfOpenMax { get; init; } = 2_500;

    /// <summary>As <see cref="HalfOpenMax"/>, for one address.</summary>
    /// <value>The default is 1,000.</value>
    public int HalfOpenPerAddressMax { get; init; } = 1_000;

    /// <summary>
    /// Messages of one connection that wait for their commit; at the limit the gateway stops reading from that connection.
    /// </summary>
    /// <value>The default is 64.</value>
    public int InFlightMax { get; init; } = 64;

    /// <summary>
    /// How often connections of one identity may take over from each other within <see cref="TakeOverPeriod"/>, at once or spread over it;
    /// beyond it the newer one is refused with CONNACK 3, so that it tries again later, and the older one stays.
    /// </summary>
    /// <value>The default is 10: two official clients with one id made 370 in a second.</value>
    public int TakeOversMax { get; init; } = 10;

    /// <summary>The period of <see cref="TakeOversMax"/>, in real time.</summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan TakeOverPeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Subscriptions of one connection; a further one closes the connection, as IoT Hub does.</summary>
    /// <value>The default is 5.</value>
    public int SubscriptionsMax { get; init; } = 5;

    /// <summary>Real time that a TLS handshake may take, and after it the first packet, CONNECT; a slower peer is closed.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Real time that a write to a device may take; a peer that does not read is closed.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Real time that connections may take to end when the gateway stops; what is left then is cut off.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest body of an HTTPS request, in bytes; a longer one is answered 413 before it is read.</summary>
    /// <value>The default is 512 KiB: IoT Hub's largest, 256 KiB of telemetry, with room for base64 and names around it.</value>
    public int HttpBodyBytesMax { get; init; } = 512 * 1024;

    /// <summary>
    /// Writes that wait for the store, the messages that one connection has waiting being one; at the limit connections are no longer
    /// read (back-pressure).
    /// </summary>
    /// <value>The default is 2,048.</value>
    public int StoreQueueMax { get; init; } = 2_048;

    /// <summary>Messages that share one transaction (group commit); what is beyond goes into the next.</summary>
    /// <value>The default is 8,192.</value>
    public int CommitGroupMax { get; init; } = 8_192;

    /// <summary>Bytes of messages that share one transaction; what is beyond goes into the next.</summary>
    /// <value>The default is 4 MiB.</value>
    public long CommitBytesMax { get; init; } = 4L << 20;

    /// <summary>
    /// Bytes of stored messages, properties included; at the limit what every consumer took is dropped, then devices wait for
    /// <see cref="FullStoreWait"/>, then <see cref="GatewayOptions.WhenFull"/> decides.
    /// </summary>
    /// <value>The default is 1 GiB.</value>
    public long StoredBytesMax { get; init; } = 1L << 30;

    /// <summary>
    /// How long devices wait for room after the store became full (back-pressure); less than the 30 s after which an SDK sends a
    /// message again.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan FullStoreWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message waits for consumers at most; an older one is dropped and counted as expired.</summary>
    /// <value>The default is 30 days.</value>
    public TimeSpan MessageAgeMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a message stays after every consumer took it, so that a late resend is still recognised.</summary>
    /// <value>The default is 1 day. Ignored when the store is at its limit.</value>
    public TimeSpan MessageRetention { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of dead letters, properties included; at the limit the oldest are dropped.</summary>
    /// <value>The default is 64 MiB.</value>
    public long DeadLetterBytesMax { get; init; } = 64L << 20;

    /// <summary>Messages in one batch of the events endpoint; host.json's maxEventBatchSize.</summary>
    /// <value>The default is 100.</value>
    public int EventBatchMax { get; init; } = 100;

    /// <summary>Time for which the events endpoint gathers messages after the first one woke it.</summary>
    /// <value>The default is 20 ms.</value>
    public TimeSpan EventFlushDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The first pause after a batch was not accepted; it doubles with each further failure.</summary>
    /// <value>The default is 250 ms.</value>
    public TimeSpan EventRetryDelayMin { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two attempts of one batch.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan EventRetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Real time in which the functions host must answer one batch; later counts as a failed attempt.</summary>
    /// <value>The default is 100 seconds.</value>
    public TimeSpan EventRequestTimeout { get; init; } = TimeSpan.FromSeconds(100);
}
