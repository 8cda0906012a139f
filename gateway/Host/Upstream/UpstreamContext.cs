using Gateway.Core.Routing;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Upstream;

/// <summary>What the parts of the way upstream share. Immutable, its parts thread-safe.</summary>
internal sealed record UpstreamContext(
    UpstreamOptions Options,
    EdgeOnlyFields EdgeOnly,
    GatewayCounters Counters,
    TimeProvider Clock,
    TimeProvider SystemClock,
    ILogger Log);
