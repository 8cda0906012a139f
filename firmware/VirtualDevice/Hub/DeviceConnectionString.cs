namespace Firmware.VirtualDevice.Hub;

/// <summary>What one device needs to connect without DPS, as IoT Hub hands it out. Immutable.</summary>
/// <param name="Hub">The hub, <c>host</c> or <c>host:port</c>.</param>
/// <param name="DeviceId">The device identity.</param>
/// <param name="Key">The device's key: a secret.</param>
public sealed record DeviceConnectionString(string Hub, string DeviceId, IReadOnlyList<byte> Key)
{
    /// <summary>Reads <c>HostName=...;DeviceId=...;SharedAccessKey=...</c>, in any order; other parts are ignored.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="problem">What is wrong with it, without quoting the key; empty on success.</param>
    /// <returns>The parts, or null when it is not usable.</returns>
    public static DeviceConnectionString? Parse(string text, out string problem)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            parts[part.Split('=', 2)[0]] = part.Contains('=') ? part.Split('=', 2)[1] : "";

        problem = "";
        if (!parts.TryGetValue("HostName", out var hub) || !HubAddress.TryParse(hub, HubAddress.MqttTlsPort, out _))
            problem = "it has no usable HostName=";
        else if (!parts.TryGetValue("DeviceId", out var deviceId) || !RegistrationId.IsValid(deviceId))
            problem = $"it has no usable DeviceId=: {RegistrationId.Rule}";
        else if (!parts.TryGetValue("SharedAccessKey", out var base64) || !DeviceKey.TryParse(base64, out var key))
            problem = "it has no usable SharedAccessKey=: base64 of 16 to 64 bytes";
        else
            return new DeviceConnectionString(hub, deviceId, key);
        return null;
    }

    /// <summary>Hub and device, without the key.</summary>
    public override string ToString() => $"{Hub}/{DeviceId}";
}
