using Gateway.Core.Routing.Files;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Files;

/// <summary>What all consumers of a files endpoint share. Immutable, its parts thread-safe.</summary>
internal sealed record FilesContext(
    FilesEndpointOptions Options, ColdFileName Names, GatewayLimits Limits, GatewayCounters Counters, TimeProvider Clock, ILogger Log);
