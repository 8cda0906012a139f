using System.Net.Security;

namespace Gateway.Mqtt.Client;

/// <summary>How a <see cref="MqttClient"/> connects. Immutable; TLS options and will must not be changed while connecting.</summary>
public sealed record MqttClientOptions
{
    /// <summary>The server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The server's TCP port, in the range [1, 65_535].</summary>
    /// <value>The default is 8883, the registered port for MQTT over TLS.</value>
    public int Port { get; init; } = 8883;

    /// <summary>TLS with these options, or null for plain TCP. TargetHost must be set: the name in the server's certificate.</summary>
    /// <value>The default is null.</value>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>The client identifier, unique at the server, where a newer one takes over; empty only with a clean session.</summary>
    public required string ClientId { get; init; }

    /// <summary>The user name, or null for none.</summary>
    public string? UserName { get; init; }

    /// <summary>The password (a SAS token at an IoT Hub), sent as UTF-8, or null for none. Never logged.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the server forgets an earlier session of this client.</summary>
    /// <value>The default is true.</value>
    public bool CleanSession { get; init; } = true;

    /// <summary>
    /// The longest silence before the server may close, in seconds, in the range [0, 65_535]; 0 is off. The client pings twice in
    /// that time, and ends the connection when a ping has seen no answer by the time of the next. IoT Hub allows at most 1177.
    /// </summary>
    /// <value>The default is 60.</value>
    public ushort KeepAliveSeconds { get; init; } = 60;

    /// <summary>What the server publishes when this client vanishes, or null for nothing.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>What is accepted from the server.</summary>
    public MqttLimits Limits { get; init; } = MqttLimits.Default;

    /// <summary>The most requests (QoS 1 messages, subscriptions) without an answer, in the range [1, 65_535]; more wait.</summary>
    /// <value>The default is 64.</value>
    public int InFlightMax { get; init; } = 64;

    /// <summary>
    /// The most received messages that wait to be read, at least 1. When they are full the client stops reading from the socket,
    /// acknowledgements of its own messages included: nothing is lost, and nothing moves until messages are read.
    /// </summary>
    /// <value>The default is 256.</value>
    public int UnreadMessagesMax { get; init; } = 256;

    /// <summary>
    /// Whether QoS 1 messages are acknowledged as they enter <see cref="MqttClient.Messages"/>; otherwise their reader does it, with
    /// <see cref="MqttClient.AcknowledgeAsync"/>, once they are safe.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AcknowledgesOnReceipt { get; init; } = true;

    /// <summary>How long TCP, TLS and CONNACK may take together, by <see cref="Clock"/>.</summary>
    /// <value>The default is 30 s.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of keep-alive, of the connect time-out and of the wait after DISCONNECT.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Refuses what cannot work before anything is opened.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InFlightMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(InFlightMax, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(UnreadMessagesMax, 1);
        if (Tls is not null && string.IsNullOrEmpty(Tls.TargetHost))
            throw new ArgumentException("Tls.TargetHost is empty: set it to the name that the server's certificate must carry");
    }
}
