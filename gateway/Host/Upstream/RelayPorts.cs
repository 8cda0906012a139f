using Gateway.Core.CloudToDevice;
using Gateway.Core.Methods;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Upstream;

/// <summary>What of this gateway the parent's words reach. Immutable, its parts thread-safe.</summary>
internal sealed record RelayPorts(
    ITwinStore Twins, ConnectedClients Clients, MethodCalls Methods, CloudToDeviceSender CloudMessages, TimeProvider Clock, ILogger Log)
{
    /// <summary>What a hub offers.</summary>
    public static RelayPorts Of(HubPorts hub, ITwinStore twins, ILogger log) => new(
        twins,
        hub.Clients,
        new MethodCalls(hub.Clients, hub.Clock),
        new CloudToDeviceSender(hub.CloudMessages, hub.Clients, hub.Clock),
        hub.Clock,
        log);
}
