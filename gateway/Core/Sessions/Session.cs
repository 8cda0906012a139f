using Gateway.Core.IotHub;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>What one authenticated connection may do. Used by one connection's reader at a time; not thread-safe.</summary>
public abstract class Session
{
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);

    /// <summary>Creates a session.</summary>
    /// <param name="clientId">The identity of the connection.</param>
    /// <param name="expiresAt">When the connection's token expires.</param>
    private protected Session(string clientId, DateTimeOffset expiresAt) => (ClientId, ExpiresAt) = (clientId, expiresAt);

    /// <summary>The identity of the connection.</summary>
    public string ClientId { get; }

    /// <summary>When the connection's token expires; IoT Hub drops the connection then.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Adds a subscription.</summary>
    /// <param name="subscription">What SUBSCRIBE asked for.</param>
    /// <param name="subscriptionsMax">How many different filters the session may hold.</param>
    /// <returns>The granted QoS: QoS 2 becomes 1.</returns>
    /// <exception cref="HubViolationException">The filter is not documented, another device's, or one too many.</exception>
    public MqttSubAckReturnCode Subscribe(MqttSubscription subscription, int subscriptionsMax)
    {
        if (!IsAllowed(subscription.Filter)) throw new HubViolationException($"it may not subscribe to '{subscription.Filter}'");
        _filters.Add(subscription.Filter);
        if (_filters.Count > subscriptionsMax) throw new HubViolationException($"more than {subscriptionsMax} subscriptions");
        return subscription.Qos == MqttQos.AtMostOnce ? MqttSubAckReturnCode.GrantedAtMostOnce : MqttSubAckReturnCode.GrantedAtLeastOnce;
    }

    /// <summary>Removes a subscription, where it is one.</summary>
    public void Unsubscribe(string filter) => _filters.Remove(filter);

    /// <summary>Takes one PUBLISH, of which it copies what it keeps before the first wait.</summary>
    /// <param name="publish">The packet; QoS 0 or 1.</param>
    /// <param name="cancellation">Ends the wait for a place in the store's queue.</param>
    /// <returns>Completes when there was room for it (back-pressure); the task inside completes when it is durable.</returns>
    /// <exception cref="HubViolationException">The topic is unknown or another device's, or the QoS is 2.</exception>
    public ValueTask<Task<Receipt>> ReceiveAsync(PublishPacket publish, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(publish);
        if (publish.Qos == MqttQos.ExactlyOnce) throw new HubViolationException("QoS 2 is not supported");
        return AcceptAsync(publish, cancellation);
    }

    private protected abstract bool IsAllowed(string filter);

    private protected abstract ValueTask<Task<Receipt>> AcceptAsync(PublishPacket publish, CancellationToken cancellation);
}
