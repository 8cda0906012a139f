using System.Text.Json;
using Gateway.Core.Methods;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>Direct methods for those who manage devices. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Invoke Method" and "Modules - Invoke Method".</remarks>
public sealed class ServiceMethodRequests(IDeviceRegistry registry, MethodCalls calls)
{
    /// <summary>Calls a method: 200 with <c>{"status":…,"payload":…}</c> as the device answered.</summary>
    /// <param name="name">The device or module.</param>
    /// <param name="body">
    /// <c>{"methodName":"…"[,"payload":…][,"responseTimeoutInSeconds":30][,"connectTimeoutInSeconds":0]}</c>.
    /// </param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<ServiceAnswer> InvokeAsync(IdentityName name, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (MethodBody.Parse(body, out var fault) is not { } call) return IdentityRequests.Invalid(fault!);
        if (await registry.FindAsync(name.ClientId, cancellation) is null) return IdentityRequests.NotFound(name);
        var result = await calls.InvokeAsync(
            name.ClientId, call.Name, call.Payload, call.ConnectTimeout, call.ResponseTimeout, cancellation);
        return result switch
        {
            MethodResult.Answered(var status, var payload) => Answer(status, payload),
            MethodResult.NotOnline => new ServiceAnswer.Refused(
                ServiceError.DeviceNotOnline, $"'{name.ClientId}' is not connected, or takes no methods"),
            _ => new ServiceAnswer.Refused(
                ServiceError.GatewayTimeout, $"'{name.ClientId}' did not answer within {call.ResponseTimeout.TotalSeconds} s"),
        };
    }

    private static ServiceAnswer Answer(int status, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MethodLimits.PayloadBytesMax)
            return new ServiceAnswer.Refused(
                ServiceError.BadDeviceResponse, $"the device answered with more than {MethodLimits.PayloadBytesMax} bytes");
        if (!TryParse(payload, out var value))
            return new ServiceAnswer.Refused(ServiceError.BadDeviceResponse, $"the device answered with status {status} and no JSON");
        return ServiceAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("status", status);
            json.WritePropertyName("payload");
            value.WriteTo(json);
            json.WriteEndObject();
        });
    }

    // An empty answer is null, as the hub has it.
    private static bool TryParse(ReadOnlyMemory<byte> payload, out JsonElement value)
    {
        try
        {
            value = JsonSerializer.Deserialize<JsonElement>(payload.IsEmpty ? "null"u8 : payload.Span);
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }
}
