namespace Gateway.Core.Registry;

/// <summary>Connection strings as IoT Hub's SDKs and tools take them. They hold keys, so they are secrets.</summary>
/// <remarks>Source: Microsoft, "Control access to IoT Hub by using shared access signatures", and azure-iot-device 1.18.4.</remarks>
public static class ConnectionString
{
    /// <summary>
    /// What a device or module connects with:
    /// <c>HostName=…;DeviceId=…[;ModuleId=…];SharedAccessKey=…</c>, or <c>…;x509=true</c> for one with a certificate.
    /// </summary>
    /// <param name="identity">Whose.</param>
    /// <param name="hostName">The hub's name.</param>
    /// <param name="gatewayHostName">Where to dial, <c>host:port</c>, where that is not the hub's name and port 8883; else null.</param>
    public static string Of(DeviceIdentity identity, string hostName, string? gatewayHostName)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var module = identity.ModuleId is { } id ? $";ModuleId={id}" : "";
        var proof = identity.Authentication is Authentication.SymmetricKeys keys
            ? "SharedAccessKey=" + Convert.ToBase64String(keys.Primary.Span)
            : "x509=true";
        var gateway = gatewayHostName is null ? "" : $";GatewayHostName={gatewayHostName}";
        return $"HostName={hostName};DeviceId={identity.DeviceId}{module};{proof}{gateway}";
    }

    /// <summary>What the holder of a policy connects with: <c>HostName=…;SharedAccessKeyName=…;SharedAccessKey=…</c>.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="key">Its key.</param>
    /// <param name="hostName">The hub's name.</param>
    public static string OfPolicy(string policy, ReadOnlyMemory<byte> key, string hostName) =>
        $"HostName={hostName};SharedAccessKeyName={policy};SharedAccessKey={Convert.ToBase64String(key.Span)}";
}
