using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Hub;

/// <summary>The topic of device-to-cloud messages (learn.microsoft.com: "Communicate with an IoT hub using MQTT").</summary>
internal static class TelemetryTopic
{
    // devices/{device id}/messages/events/{property bag}; the bag is name=value joined by "&", each url-encoded, the system
    // properties' "$" included, as IoT Hub's clients do it.
    public static string For(string deviceId, HubMessage message) =>
        $"devices/{deviceId}/messages/events/%24.mid={Uri.EscapeDataString(message.MessageId)}"
        + $"&%24.ct=application%2Fjson&%24.ce=utf-8&schema={Uri.EscapeDataString(message.Schema)}"
        + (message.IsAlert ? "&priority=alert" : "");
}
