using Gateway.Core.Metrics;

namespace Gateway.Host.Http;

/// <summary>
/// The gateway's counters under the names of IoT Edge hub's metrics, so that its dashboards work; what edge hub does not count is
/// gateway_….
/// </summary>
/// <remarks>Source: Microsoft, "Access built-in metrics in Azure IoT Edge", edgeHub.</remarks>
internal static class GatewayMetrics
{
    /// <summary>Reads the counters.</summary>
    public static IReadOnlyList<MetricFamily> Read(GatewayCounters counters, bool canStore) =>
    [
        .. Messages(counters),
        .. Endpoints(counters),
        .. Clients(counters),
        Gauge("gateway_store_writable", "Whether the store can be written (1) or not (0)", canStore ? 1 : 0),
    ];

    private static IEnumerable<MetricFamily> Messages(GatewayCounters counters) =>
    [
        Counter("edgehub_messages_received_total", "Messages received from clients, resends included", counters.Received),
        Counter("gateway_messages_stored_total", "Messages whose commit succeeded", counters.Stored),
        Counter("gateway_messages_duplicate_total", "Resends of a stored message", counters.Duplicates),
        Counter(
            "edgehub_messages_unack_total",
            "Messages that were not acknowledged because they were not stored",
            new MetricSample(counters.Refused, ("reason", "storage_failure"))),
        Counter(
            "edgehub_messages_dropped_total",
            "Stored messages removed before every consumer took them",
            new(counters.Expired, ("reason", "ttl_expiry")),
            new(counters.Dropped, ("reason", "store_full"))),
        Counter("gateway_messages_dead_lettered_total", "Messages that a consumer gave up", counters.DeadLettered),
    ];

    private static IEnumerable<MetricFamily> Endpoints(GatewayCounters counters) =>
    [
        Counter(
            "edgehub_messages_sent_total",
            "Messages that a destination accepted",
            new(counters.Forwarded, ("to", "events")),
            new(counters.SentUpstream, ("to", "$upstream"))),
        Counter(
            "edgehub_operation_retry_total",
            "Attempts that failed and are made again",
            new(counters.ForwardFailures, ("operation", "events")),
            new(counters.UpstreamFailures, ("operation", "upstream"))),
    ];

    private static IEnumerable<MetricFamily> Clients(GatewayCounters counters) =>
    [
        Gauge("edgehub_connected_clients", "Clients connected now, provisioning included", counters.Connected),
        Counter("edgehub_client_connect_failed_total", "Connections refused with a CONNACK other than 0", counters.ConnectsRefused),
        Counter("gateway_connections_turned_away_total", "Connections closed because their address has too many", counters.TurnedAway),
        Counter("gateway_protocol_violations_total", "Connections closed because the peer broke the rules", counters.Violations),
    ];

    private static MetricFamily Gauge(string name, string help, long value) =>
        new(name, help, MetricKind.Gauge, new MetricSample(value));

    private static MetricFamily Counter(string name, string help, long value) => Counter(name, help, new MetricSample(value));

    private static MetricFamily Counter(string name, string help, params MetricSample[] samples) =>
        new(name, help, MetricKind.Counter, samples);
}
