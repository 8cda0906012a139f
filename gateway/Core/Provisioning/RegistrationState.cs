using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Core.Registry;

namespace Gateway.Core.Provisioning;

/// <summary>The part of DPS's answer that tells a device its hub and its id. Immutable.</summary>
/// <remarks>Source: Microsoft, Azure IoT Hub Device Provisioning Service REST reference, DeviceRegistrationResult.</remarks>
internal sealed record RegistrationState
{
    [JsonPropertyName("registrationId")]
    public required string RegistrationId { get; init; }

    [JsonPropertyName("createdDateTimeUtc")]
    public required string CreatedDateTimeUtc { get; init; }

    [JsonPropertyName("assignedHub")]
    public required string AssignedHub { get; init; }

    [JsonPropertyName("deviceId")]
    public required string DeviceId { get; init; }

    [JsonPropertyName("status")]
    public string Status { get; init; } = "assigned";

    [JsonPropertyName("substatus")]
    public string Substatus { get; init; } = "initialAssignment";

    [JsonPropertyName("lastUpdatedDateTimeUtc")]
    public required string LastUpdatedDateTimeUtc { get; init; }

    [JsonPropertyName("etag")]
    public required string Etag { get; init; }

    public static RegistrationState Of(DeviceIdentity device, string hostName) => new()
    {
        RegistrationId = device.DeviceId,
        CreatedDateTimeUtc = Text(device.CreatedAtUnixMs),
        AssignedHub = hostName,
        DeviceId = device.DeviceId,
        LastUpdatedDateTimeUtc = Text(device.UpdatedAtUnixMs),
        Etag = device.GenerationId,
    };

    private static string Text(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
