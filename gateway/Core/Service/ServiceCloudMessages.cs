using System.Globalization;
using System.Text;
using Gateway.Core.CloudToDevice;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>Cloud-to-device messages for those who send them. Thread-safe.</summary>
/// <remarks>
/// Source: Microsoft, "Send cloud-to-device messages from an IoT hub", for the endpoint /messages/devicebound and the rules; the names of
/// the headers are those under which the hub hands messages to devices over HTTPS (Microsoft, "IoT Hub REST, Device - Receive Device
/// Bound Notification"). Purging: "Cloud To Device Messages - Purge Cloud To Device Message Queue".
/// </remarks>
/// <param name="registry">The identities.</param>
/// <param name="store">What waits for devices.</param>
/// <param name="sender">Queues a message and wakes its device.</param>
/// <param name="clock">The time from which messages expire.</param>
public sealed class ServiceCloudMessages(
    IDeviceRegistry registry, ICloudMessageStore store, CloudToDeviceSender sender, TimeProvider clock)
{
    private const string ToPrefix = "/devices/";
    private const string ToSuffix = "/messages/devicebound";
    private const string ApplicationPrefix = "iothub-app-";

    // The header, and the name under which the device gets it in its topic.
    private static readonly (string Header, string Name)[] SystemHeaders =
    [
        ("iothub-messageid", "$.mid"), ("iothub-correlationid", "$.cid"), ("iothub-userid", "$.uid"), ("iothub-to", "$.to"),
        ("iothub-expiry", "$.exp"), ("iothub-contenttype", "$.ct"), ("iothub-contentencoding", "$.ce"), ("iothub-ack", "iothub-ack"),
    ];

    /// <summary>Queues a message for the device that the header iothub-to names: 204 once it is durable.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The message's body.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<ServiceAnswer> SendAsync(
        IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var properties = Properties(headers);
        if (DeviceId(properties) is not { } deviceId)
            return IdentityRequests.Invalid($"the header iothub-to must be {ToPrefix}{{id}}{ToSuffix}");
        if (!TryReadExpiry(properties, out var expiresAt))
            return IdentityRequests.Invalid(
                $"iothub-expiry must be a time in ISO 8601 at most {CloudToDeviceLimits.TimeToLiveMax.TotalDays} days from now");
        if (Size(properties, body) > CloudToDeviceLimits.MessageBytesMax)
            return new ServiceAnswer.Refused(
                ServiceError.MessageTooLarge, $"body and properties have more than {CloudToDeviceLimits.MessageBytesMax} bytes");
        if (await registry.FindAsync(deviceId, cancellation) is null) return IdentityRequests.NotFound(new IdentityName(deviceId));
        var message = new CloudMessage
        {
            DeviceId = deviceId, Properties = properties, ExpiresAtUnixMs = expiresAt.ToUnixTimeMilliseconds(), Body = body,
        };
        return await sender.SendAsync(message, cancellation)
            ? new ServiceAnswer.Done(204)
            : new ServiceAnswer.Refused(
                ServiceError.DeviceMaximumQueueDepthExceeded,
                $"{CloudToDeviceLimits.PendingMax} messages wait for '{deviceId}'; purge them, or send again when it took some");
    }

    /// <summary>Removes what waits for a device: 200 with <c>{"deviceId":"…","moduleId":null,"totalMessagesPurged":…}</c>.</summary>
    public async Task<ServiceAnswer> PurgeAsync(IdentityName name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await registry.FindAsync(name.ClientId, cancellation) is null) return IdentityRequests.NotFound(name);
        var purged = await store.PurgeAsync(name.ClientId, cancellation);
        return ServiceAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("deviceId", name.DeviceId);
            json.WriteString("moduleId", name.ModuleId);
            json.WriteNumber("totalMessagesPurged", purged);
            json.WriteEndObject();
        });
    }

    // HTTP's names know no case; a message's own properties therefore reach the device in lower case.
    private static List<KeyValuePair<string, string>> Properties(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var properties = new List<KeyValuePair<string, string>>();
        foreach (var (header, name) in SystemHeaders)
        {
            var value = headers.FirstOrDefault(sent => sent.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;
            if (!string.IsNullOrEmpty(value)) properties.Add(new(name, value));
        }

        foreach (var (name, value) in headers)
            if (name.StartsWith(ApplicationPrefix, StringComparison.OrdinalIgnoreCase))
                properties.Add(new(name[ApplicationPrefix.Length..].ToLowerInvariant(), value));
        return properties;
    }

    private static string? DeviceId(List<KeyValuePair<string, string>> properties)
    {
        var to = properties.Find(property => property.Key == "$.to").Value;
        return to is not null && to.StartsWith(ToPrefix, StringComparison.OrdinalIgnoreCase)
            && to.EndsWith(ToSuffix, StringComparison.OrdinalIgnoreCase) && to.Length > ToPrefix.Length + ToSuffix.Length
            ? Uri.UnescapeDataString(to[ToPrefix.Length..^ToSuffix.Length])
            : null;
    }

    private bool TryReadExpiry(List<KeyValuePair<string, string>> properties, out DateTimeOffset expiresAt)
    {
        var now = clock.GetUtcNow();
        expiresAt = now + CloudToDeviceLimits.TimeToLive;
        return properties.Find(property => property.Key == "$.exp").Value is not { } text
            || (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expiresAt)
                && expiresAt <= now + CloudToDeviceLimits.TimeToLiveMax);
    }

    private static int Size(List<KeyValuePair<string, string>> properties, ReadOnlyMemory<byte> body) =>
        body.Length + properties.Sum(property => Encoding.UTF8.GetByteCount(property.Key) + Encoding.UTF8.GetByteCount(property.Value));
}
