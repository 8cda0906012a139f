using System.Collections;
using System.Globalization;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// The topics of direct methods and cloud-to-device messages (learn.microsoft.com: "Communicate with an IoT hub using MQTT").
/// </summary>
internal static class RequestTopics
{
    /// <summary>Where methods are called.</summary>
    public const string Methods = "$iothub/methods/POST/#";

    private const string MethodPrefix = "$iothub/methods/POST/";
    private const string RequestId = "/?$rid=";

    /// <summary>Where messages to the device come.</summary>
    public static string Messages(string deviceId) => MessagePrefix(deviceId) + "#";

    /// <summary>Where a method is answered.</summary>
    public static string Answer(int status, string requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"$iothub/methods/res/{status}/?$rid={requestId}");

    // $iothub/methods/POST/{method name}/?$rid={request id}

    /// <summary>Takes a call's topic apart.</summary>
    /// <returns>False when it is no call's topic.</returns>
    public static bool TryParseCall(string topic, out string method, out string requestId)
    {
        (method, requestId) = ("", "");
        var id = topic.IndexOf(RequestId, StringComparison.Ordinal);
        if (!topic.StartsWith(MethodPrefix, StringComparison.Ordinal) || id < MethodPrefix.Length) return false;
        (method, requestId) = (topic[MethodPrefix.Length..id], topic[(id + RequestId.Length)..]);
        return method.Length > 0 && requestId.Length > 0;
    }

    // devices/{device id}/messages/devicebound/{property bag}; the bag is name=value joined by "&", each url-encoded.

    /// <summary>Takes the properties from a message's topic.</summary>
    /// <returns>Texts by name, or null when it is no such message's topic.</returns>
    public static Hashtable? PropertiesOf(string topic, string deviceId)
    {
        if (!topic.StartsWith(MessagePrefix(deviceId), StringComparison.Ordinal)) return null;
        var properties = new Hashtable();
        foreach (var pair in topic[MessagePrefix(deviceId).Length..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            properties[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return properties;
    }

    private static string MessagePrefix(string deviceId) => $"devices/{deviceId}/messages/devicebound/";
}
