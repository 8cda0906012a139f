using System.Collections.Concurrent;
using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Board;

/// <summary>The wireless networks in reach of a device, emulated: names with their passwords. Thread-safe.</summary>
public sealed class AccessPoints
{
    private readonly ConcurrentDictionary<string, string> _passwords = new(StringComparer.Ordinal);

    /// <summary>Puts up a network, or gives it another password.</summary>
    /// <param name="network">Its name and password; an empty one for an open network.</param>
    public void Put(WifiCredentials network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _passwords[network.Ssid] = network.Password;
    }

    /// <summary>Takes a network away.</summary>
    /// <param name="ssid">Its name.</param>
    public void Remove(string ssid) => _passwords.TryRemove(ssid, out _);

    /// <summary>Whether a network is there and the password its own.</summary>
    public bool Accept(WifiCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return _passwords.TryGetValue(credentials.Ssid, out var password) && password == credentials.Password;
    }
}
