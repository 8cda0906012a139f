using System.Globalization;

namespace Firmware.VirtualDevice.Hub;

/// <summary>A hub's host name and, where it is not the usual one, its port. Immutable.</summary>
/// <param name="Host">The host name: what TLS, the user name and the token speak of, never with a port.</param>
/// <param name="Port">The TCP port.</param>
internal readonly record struct HubAddress(string Host, int Port)
{
    /// <summary>The port of MQTT over TLS (IANA: secure-mqtt).</summary>
    public const int MqttTlsPort = 8883;

    /// <summary>Reads <c>host</c> or <c>host:port</c>.</summary>
    /// <param name="text">The text, as DPS assigns it.</param>
    /// <param name="defaultPort">The port where the text has none.</param>
    /// <param name="address">The address.</param>
    /// <returns>False when the host is empty or the port no port.</returns>
    public static bool TryParse(string text, int defaultPort, out HubAddress address)
    {
        var colon = text.LastIndexOf(':');
        var port = defaultPort;
        var isAddress = colon < 0 || TryPort(text.AsSpan(colon + 1), out port);
        address = new HubAddress(colon < 0 ? text : text[..colon], port);
        return isAddress && Uri.CheckHostName(address.Host) != UriHostNameType.Unknown;
    }

    private static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
