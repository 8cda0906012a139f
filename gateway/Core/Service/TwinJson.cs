using System.Text.Json;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.Twins;

namespace Gateway.Core.Service;

/// <summary>Twins as the service API writes them.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Twins - Get Device Twin".</remarks>
internal static class TwinJson
{
    /// <summary>Writes a twin with what the registry says about its device or module.</summary>
    public static void Write(Utf8JsonWriter json, DeviceIdentity identity, Twin twin, bool isConnected, int cloudMessages)
    {
        json.WriteStartObject();
        json.WriteString("deviceId", identity.DeviceId);
        if (identity.ModuleId is { } module) json.WriteString("moduleId", module);
        json.WriteString("etag", ServiceETag.Of(twin.ServiceVersion));
        json.WriteString("deviceEtag", ServiceETag.Of(identity.Version));
        WriteState(json, identity, isConnected, cloudMessages);
        json.WriteNumber("version", twin.Version);
        json.WritePropertyName("tags");
        json.WriteRawValue(twin.Tags);
        json.WriteStartObject("properties");
        json.WritePropertyName("desired");
        json.WriteRawValue(HubTwinJson.Versioned(twin.Desired, twin.DesiredVersion));
        json.WritePropertyName("reported");
        json.WriteRawValue(HubTwinJson.Versioned(twin.Reported, twin.ReportedVersion));
        json.WriteEndObject();
        json.WriteStartObject("capabilities");
        json.WriteBoolean("iotEdge", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, DeviceIdentity identity, bool isConnected, int cloudMessages)
    {
        var thumbprints = identity.Authentication as Authentication.Thumbprints;
        json.WriteString("status", IdentityJson.Status(identity));
        json.WriteString("statusReason", identity.StatusReason);
        json.WriteString("statusUpdateTime", IdentityJson.Time(identity.UpdatedAtUnixMs));
        json.WriteString("connectionState", IdentityJson.ConnectionState(isConnected));
        json.WriteString("lastActivityTime", IdentityJson.Never);
        json.WriteNumber("cloudToDeviceMessageCount", cloudMessages);
        json.WriteString("authenticationType", IdentityJson.TypeOf(identity.Authentication));
        json.WriteStartObject("x509Thumbprint");
        json.WriteString("primaryThumbprint", thumbprints?.Primary);
        json.WriteString("secondaryThumbprint", thumbprints?.Secondary);
        json.WriteEndObject();
    }
}
