using System.Collections.Immutable;
using Gateway.Core.IotHub;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>What one authenticated connection may do. Used by one connection's reader at a time; not thread-safe.</summary>
public abstract class Session
{
    /// <summary>Creates a session.</summary>
    /// <param name="clientId">The identity of the connection.</param>
    /// <param name="expiresAt">When the connection's token expires.</param>
    /// <param name="kept">The subscriptions of the session that goes on, or null for a new one.</param>
    private protected Session(string clientId, DateTimeOffset expiresAt, ImmutableDictionary<string, MqttQos>? kept = null)
    {
        (ClientId, ExpiresAt, IsPresent) = (clientId, expiresAt, kept is not null);
        Subscriptions = new Subscriptions(kept ?? ImmutableDictionary.Create<string, MqttQos>(StringComparer.Ordinal));
    }

    /// <summary>The identity of the connection.</summary>
    public string ClientId { get; }

    /// <summary>When the connection's token expires; IoT Hub drops the connection then.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Whether it goes on where an earlier connection of the client ended: CONNACK's session present.</summary>
    public bool IsPresent { get; }

    private protected Subscriptions Subscriptions { get; }

    /// <summary>Adds the subscriptions of one SUBSCRIBE.</summary>
    /// <param name="wanted">What it asked for.</param>
    /// <param name="subscriptionsMax">How many different filters the session may hold.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <returns>The granted QoS of each, QoS 2 as 1, and a task that completes when they are durable.</returns>
    /// <exception cref="HubViolationException">A filter is not documented, another device's, or one too many.</exception>
    public (MqttSubAckReturnCode[] Codes, Task Durable) Subscribe(
        IReadOnlyList<MqttSubscription> wanted, int subscriptionsMax, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        MqttSubAckReturnCode[] codes = [.. wanted.Select(subscription => Grant(subscription, subscriptionsMax))];
        return (codes, KeepAsync(cancellation));
    }

    /// <summary>Removes subscriptions, where they are any.</summary>
    /// <returns>Completes when they are durably gone.</returns>
    public Task Unsubscribe(IEnumerable<string> filters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filters);
        foreach (var filter in filters) Subscriptions.Remove(filter);
        return KeepAsync(cancellation);
    }

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

    /// <summary>Speaks to the client on the hub's behalf, beside the reader, until the connection ends.</summary>
    /// <param name="link">The way to the client.</param>
    /// <param name="ended">Cancelled when the connection ends.</param>
    public virtual Task PushAsync(IDeviceLink link, CancellationToken ended) => Task.CompletedTask;

    /// <summary>The connection ended without DISCONNECT: what the client left for that case is done now.</summary>
    /// <param name="cancellation">Ends the wait for room in the store's queue.</param>
    /// <returns>False when it could not be, because the store is full.</returns>
    public virtual Task<bool> LoseAsync(CancellationToken cancellation) => Task.FromResult(true);

    private protected abstract bool IsAllowed(string filter);

    private protected abstract ValueTask<Task<Receipt>> AcceptAsync(PublishPacket publish, CancellationToken cancellation);

    private protected virtual Task KeepAsync(CancellationToken cancellation) => Task.CompletedTask;

    private MqttSubAckReturnCode Grant(MqttSubscription wanted, int subscriptionsMax)
    {
        if (!IsAllowed(wanted.Filter)) throw new HubViolationException($"it may not subscribe to '{wanted.Filter}'");
        var qos = wanted.Qos == MqttQos.AtMostOnce ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce;
        Subscriptions.Add(wanted.Filter, qos);
        if (Subscriptions.ByFilter.Count > subscriptionsMax) throw new HubViolationException($"more than {subscriptionsMax} subscriptions");
        return qos == MqttQos.AtMostOnce ? MqttSubAckReturnCode.GrantedAtMostOnce : MqttSubAckReturnCode.GrantedAtLeastOnce;
    }
}
