using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Core.Registry;

namespace Gateway.Core.IotHub;

/// <summary>
/// What the hub says about the sender in every message: the beginning of the system properties as JSON, up to and including the comma
/// before the properties of the message itself. Made once for each identity. Thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "Create and read IoT Hub messages", on iothub-connection-… and iothub-message-source.</remarks>
internal static class TelemetryOrigin
{
    private static readonly ConditionalWeakTable<DeviceIdentity, string> Made = [];

    /// <summary>The origin of an identity's telemetry: the same object for the same identity object.</summary>
    public static string Of(DeviceIdentity identity) => Made.GetValue(identity, Make);

    private static string Make(DeviceIdentity identity)
    {
        var json = new StringBuilder("{");
        JsonText.AppendMember(json, "iothub-connection-device-id", identity.DeviceId).Append(',');
        if (identity.ModuleId is { } module) JsonText.AppendMember(json, "iothub-connection-module-id", module).Append(',');
        JsonText.AppendMember(json, "iothub-connection-auth-generation-id", identity.GenerationId).Append(',');
        JsonText.AppendMember(json, "iothub-connection-auth-method", AuthMethod(identity)).Append(',');
        return JsonText.AppendMember(json, "iothub-message-source", "Telemetry").Append(',').ToString();
    }

    private static string AuthMethod(DeviceIdentity identity)
    {
        var scope = identity.ModuleId is null ? "device" : "module";
        var type = identity.Authentication is Authentication.SymmetricKeys ? "sas" : "x509";
        return $$"""{"scope":"{{scope}}","type":"{{type}}","issuer":"iothub"}""";
    }
}
