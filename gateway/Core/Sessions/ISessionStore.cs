using System.Collections.Immutable;
using Gateway.Mqtt;

namespace Gateway.Core.Sessions;

/// <summary>
/// The subscriptions of clients that asked to be remembered (CleanSession 0), kept durably: official clients subscribe once in their
/// life and rely on it. Implementations are thread-safe.
/// </summary>
/// <remarks>
/// That a client which renews its token subscribes no more was observed with azure-iot-device 1.18.4. MQTT 3.1.1 section 3.1.2.4.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Finds a client's subscriptions by filter; null where no session of it is kept.</summary>
    ValueTask<ImmutableDictionary<string, MqttQos>?> FindAsync(string clientId, CancellationToken cancellation);

    /// <summary>Keeps a client's subscriptions in the place of those before.</summary>
    /// <returns>Completes once they are durable.</returns>
    Task SaveAsync(string clientId, ImmutableDictionary<string, MqttQos> subscriptions, CancellationToken cancellation);

    /// <summary>Forgets a client's session, and the cloud-to-device messages that wait for it (CleanSession 1).</summary>
    Task ForgetAsync(string clientId, CancellationToken cancellation);
}
