using Microsoft.Extensions.Logging;

namespace Gateway.Host.Events;

/// <summary>What all consumers of the events endpoint share. Immutable, its parts thread-safe.</summary>
internal sealed record EventsContext(string HostName, GatewayLimits Limits, GatewayCounters Counters, TimeProvider Clock, ILogger Log)
{
    /// <summary>The stream's name, as the built-in endpoint of an IoT Hub has it.</summary>
    public const string EventHubName = "messages-events";
}
