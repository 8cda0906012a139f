using System.Globalization;
using System.Text.Json;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>Identities as the service API writes them.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Get Identity" and "Modules - Get Identity".</remarks>
internal static class IdentityJson
{
    /// <summary>What the hub writes for a time that never was.</summary>
    public const string Never = "0001-01-01T00:00:00Z";

    /// <summary>Writes an identity with its keys.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="isConnected">Whether it is connected now.</param>
    /// <param name="cloudMessages">How many cloud-to-device messages wait for it.</param>
    public static void Write(Utf8JsonWriter json, DeviceIdentity identity, bool isConnected, int cloudMessages)
    {
        json.WriteStartObject();
        json.WriteString("deviceId", identity.DeviceId);
        if (identity.ModuleId is { } module)
        {
            json.WriteString("moduleId", module);
            json.WriteNull("managedBy");
        }

        json.WriteString("generationId", identity.GenerationId);
        json.WriteString("etag", ServiceETag.Of(identity.Version));
        json.WriteString("connectionState", ConnectionState(isConnected));
        json.WriteString("connectionStateUpdatedTime", Never);
        json.WriteString("lastActivityTime", Never);
        json.WriteNumber("cloudToDeviceMessageCount", cloudMessages);
        if (identity.ModuleId is null) WriteDevice(json, identity);
        json.WritePropertyName("authentication");
        Write(json, identity.Authentication);
        json.WriteEndObject();
    }

    /// <summary>The hub's word for a connection that is there or not.</summary>
    public static string ConnectionState(bool isConnected) => isConnected ? "Connected" : "Disconnected";

    /// <summary>The hub's word for an identity that may connect or not.</summary>
    public static string Status(DeviceIdentity identity) => identity.IsEnabled ? "enabled" : "disabled";

    /// <summary>The hub's word for a kind of authentication.</summary>
    public static string TypeOf(Authentication authentication) => authentication switch
    {
        Authentication.SymmetricKeys => "sas",
        Authentication.Thumbprints => "selfSigned",
        _ => "certificateAuthority",
    };

    /// <summary>A moment in UTC, to the millisecond.</summary>
    public static string Time(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteDevice(Utf8JsonWriter json, DeviceIdentity identity)
    {
        json.WriteString("status", Status(identity));
        json.WriteString("statusReason", identity.StatusReason);
        json.WriteString("statusUpdatedTime", Time(identity.UpdatedAtUnixMs));
        json.WriteStartObject("capabilities");
        json.WriteBoolean("iotEdge", false);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Authentication authentication)
    {
        var keys = authentication as Authentication.SymmetricKeys;
        var thumbprints = authentication as Authentication.Thumbprints;
        json.WriteStartObject();
        json.WriteString("type", TypeOf(authentication));
        json.WriteStartObject("symmetricKey");
        json.WriteString("primaryKey", keys is null ? null : Convert.ToBase64String(keys.Primary.Span));
        json.WriteString("secondaryKey", keys is null ? null : Convert.ToBase64String(keys.Secondary.Span));
        json.WriteEndObject();
        json.WriteStartObject("x509Thumbprint");
        json.WriteString("primaryThumbprint", thumbprints?.Primary);
        json.WriteString("secondaryThumbprint", thumbprints?.Secondary);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
