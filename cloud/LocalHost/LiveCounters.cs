using System.Collections.ObjectModel;
using Firmware.VirtualDevice.Fleet;
using Gateway.Host;

namespace Cloud.LocalHost;

/// <summary>
/// What the page shows of the tiers below the functions: made on the devices, received and stored by the gateway, lost on the way.
/// Thread-safe; empty until there is something to watch.
/// </summary>
public sealed class LiveCounters
{
    private volatile Func<IReadOnlyDictionary<string, long>>? _read;

    /// <summary>Shows these two from now on.</summary>
    public void Watch(VirtualFleet fleet, GatewayHost gateway) => _read = () => new Dictionary<string, long>
    {
        ["made"] = fleet.SamplesMade,
        ["received"] = gateway.Counters.Received,
        ["stored"] = gateway.Counters.Stored,
        ["lost"] = fleet.MessagesDropped,
    };

    /// <summary>The counters as of now.</summary>
    public IReadOnlyDictionary<string, long> Read() => _read?.Invoke() ?? ReadOnlyDictionary<string, long>.Empty;
}
