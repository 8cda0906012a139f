namespace Gateway.Mqtt.Client;

/// <summary>The server has answered a subscription with 0x80. The connection goes on.</summary>
/// <param name="filter">The filter it refused.</param>
public sealed class MqttSubscriptionRefusedException(string filter)
    : Exception($"the server refused the subscription to '{filter}' (SUBACK 0x80)")
{
    /// <summary>The filter it refused.</summary>
    public string Filter { get; } = filter;
}
