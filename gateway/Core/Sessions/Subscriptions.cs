using System.Collections.Immutable;
using Gateway.Mqtt;
using Gateway.Mqtt.Topics;

namespace Gateway.Core.Sessions;

/// <summary>What one client subscribed to. Changed by its reader only; read by anybody.</summary>
internal sealed class Subscriptions(ImmutableDictionary<string, MqttQos> kept)
{
    private ImmutableDictionary<string, MqttQos> _byFilter = kept;

    /// <summary>The filters with the QoS that each was granted.</summary>
    public ImmutableDictionary<string, MqttQos> ByFilter => Volatile.Read(ref _byFilter);

    /// <summary>Adds a subscription, or replaces the one of the same filter (MQTT-3.8.4-3).</summary>
    public void Add(string filter, MqttQos granted) => Volatile.Write(ref _byFilter, ByFilter.SetItem(filter, granted));

    /// <summary>Removes a subscription, where it is one.</summary>
    public void Remove(string filter) => Volatile.Write(ref _byFilter, ByFilter.Remove(filter));

    /// <summary>The highest QoS at which messages of a topic may be sent; null where no subscription matches (MQTT-3.3.5-1).</summary>
    public MqttQos? Granted(string topic)
    {
        MqttQos? granted = null;
        foreach (var (filter, qos) in ByFilter)
            if (MqttTopicFilter.Matches(filter, topic) && (granted is null || qos > granted)) granted = qos;
        return granted;
    }
}
