using Gateway.Core.CloudToDevice;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Core.Twins;

namespace Gateway.Core.Sessions;

/// <summary>Everything a device's session reaches the hub through. Immutable, its parts thread-safe.</summary>
public sealed record HubPorts
{
    /// <summary>The identities that may connect.</summary>
    public required IDeviceRegistry Identities { get; init; }

    /// <summary>Opens one connection's way into the message store.</summary>
    public required Func<IMessageLane> OpenLane { get; init; }

    /// <summary>Answers what devices ask about their twins.</summary>
    public required TwinRequests Twins { get; init; }

    /// <summary>The messages that wait for devices.</summary>
    public required ICloudMessageStore CloudMessages { get; init; }

    /// <summary>The subscriptions that outlive a connection.</summary>
    public required ISessionStore Sessions { get; init; }

    /// <summary>Who is connected.</summary>
    public required ConnectedClients Clients { get; init; }

    /// <summary>The time that stamps messages.</summary>
    public required TimeProvider Clock { get; init; }
}
