using System.Net;
using Gateway.Core.Limits;

namespace Gateway.Host.Connections;

/// <summary>
/// Who may knock, before a byte of TLS: so many connections of one address in a second, and so many at a time of which nobody knows yet who
/// they are. One address that does its worst leaves room for all others. Thread-safe.
/// </summary>
/// <param name="limits">The bounds.</param>
/// <param name="counters">Takes what was turned away.</param>
/// <param name="clock">Real time.</param>
internal sealed class ConnectionGate(GatewayLimits limits, GatewayCounters counters, TimeProvider clock)
{
    private const int NetworkBytes = 8;
    private const int AddressBytes = 16;

    private readonly RateLimit<IPAddress> _connects =
        new(limits.ConnectBurstMax, TimeSpan.FromSeconds(1) / limits.ConnectsPerSecondMax, clock);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _halfOpenByAddress = [];
    private int _halfOpen;

    /// <summary>Takes a place for a connection that nobody knows yet.</summary>
    /// <param name="address">Where it comes from; null where that is unknown.</param>
    /// <returns>The place, to be given up once; or null where there is none, and the connection must be closed.</returns>
    public HalfOpenPlace? TryEnter(IPAddress? address)
    {
        var origin = Origin(address ?? IPAddress.None);
        if (_connects.TryTake(origin) && TryOpen(origin)) return new HalfOpenPlace(() => Close(origin));
        counters.CountTurnedAway();
        return null;
    }

    // A subscriber has a whole /64 of IPv6 to himself (RFC 6177), so that is one address here.
    private static IPAddress Origin(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.Length != AddressBytes) return address;
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private bool TryOpen(IPAddress origin)
    {
        lock (_lock)
        {
            var present = _halfOpenByAddress.GetValueOrDefault(origin);
            if (_halfOpen >= limits.HalfOpenMax || present >= limits.HalfOpenPerAddressMax) return false;
            _halfOpenByAddress[origin] = present + 1;
            _halfOpen++;
            return true;
        }
    }

    private void Close(IPAddress origin)
    {
        lock (_lock)
        {
            _halfOpen--;
            if (--_halfOpenByAddress[origin] == 0) _halfOpenByAddress.Remove(origin);
        }
    }
}
