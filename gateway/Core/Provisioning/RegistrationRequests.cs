using System.Text;
using System.Text.Json;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.Sessions;

namespace Gateway.Core.Provisioning;

/// <summary>
/// DPS for one enrolment group: a registering device gets an identity on this gateway with its derived key. Every answer has a JSON
/// body, because official clients crash on an empty one. Thread-safe.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Communicate with DPS using the MQTT protocol"; the order of requests and answers, and the crash, as observed with
/// azure-iot-provisioning-device-mqtt 1.8.1.
/// </remarks>
/// <param name="group">Whose devices may register.</param>
/// <param name="registry">Where their identities go.</param>
/// <param name="hostName">The hub that is assigned: this gateway.</param>
/// <param name="clock">The time of registration.</param>
/// <param name="newGuid">Draws identifiers.</param>
public sealed class RegistrationRequests(
    EnrollmentGroup group, IDeviceRegistry registry, string hostName, TimeProvider clock, Func<Guid> newGuid)
{
    /// <summary>How long a device waits before it asks for the result, in seconds. DPS says 3; here the result is there at once.</summary>
    public const int RetryAfterSeconds = 1;

    /// <summary>Registers a device: 202 with the operation to ask for, once the identity is durable.</summary>
    /// <param name="registrationId">The authenticated registration.</param>
    /// <param name="requestId">The request id, as received.</param>
    /// <param name="body">The request: <c>{"registrationId":"…"[,"payload":{…}]}</c>.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<Answer> RegisterAsync(
        string registrationId, string requestId, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!TryReadRegistrationId(body.Span, out var claimed))
            return Error(HubError.ArgumentInvalid, requestId, "the body is no JSON object with a string 'registrationId'");
        if (claimed != registrationId)
            return Error(HubError.Unauthorized, requestId, "the body names another registration than the connection");
        var key = group.DeriveDeviceKey(registrationId);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await registry.EnrollAsync(
            new DeviceIdentity
            {
                DeviceId = registrationId,
                GenerationId = newGuid().ToString("N"),
                Authentication = new Authentication.SymmetricKeys(key, key),
                CreatedAtUnixMs = now,
                UpdatedAtUnixMs = now,
            },
            cancellation);
        return Respond(202, requestId, RetryAfterSeconds, new { operationId = OperationId(registrationId), status = "assigning" });
    }

    /// <summary>
    /// Tells what a registration came to: 200 with the assigned hub, 404 for an operation that is not this registration's.
    /// </summary>
    /// <param name="registrationId">The authenticated registration.</param>
    /// <param name="requestId">The request id, as received.</param>
    /// <param name="operationId">The operation that the answer to the registration named.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    public async Task<Answer> StatusAsync(string registrationId, string requestId, string operationId, CancellationToken cancellation)
    {
        if (!operationId.StartsWith(OperationPrefix(registrationId), StringComparison.Ordinal))
            return Error(HubError.NotFound, requestId, $"there is no operation '{operationId}' for this registration");
        if (await registry.FindAsync(registrationId, cancellation) is not { } device)
            return Error(HubError.NotFound, requestId, "the registration does not exist");
        return Respond(
            200, requestId, null, new { operationId, status = "assigned", registrationState = RegistrationState.Of(device, hostName) });
    }

    // 5.{registration in hex}.{guid}: it names its registration, so nobody can ask for another's and nothing need be remembered.
    private static string OperationPrefix(string registrationId) =>
        "5." + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(registrationId)) + ".";

    private string OperationId(string registrationId) => OperationPrefix(registrationId) + newGuid().ToString("D");

    private Answer Error(int errorCode, string requestId, string message) =>
        new(
            ProvisioningTopic.Response(errorCode / HubError.CodesPerStatus, requestId, null),
            HubError.Body(errorCode, requestId, message, clock.GetUtcNow()));

    private static Answer Respond<T>(int status, string requestId, int? retryAfterSeconds, T body) =>
        new(ProvisioningTopic.Response(status, requestId, retryAfterSeconds), JsonSerializer.SerializeToUtf8Bytes(body));

    private static bool TryReadRegistrationId(ReadOnlySpan<byte> body, out string? registrationId)
    {
        registrationId = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            if (!document.RootElement.TryGetProperty("registrationId", out var id) || id.ValueKind != JsonValueKind.String) return false;
            registrationId = id.GetString();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text in it is no Unicode (ill-formed UTF-8, half a surrogate pair).
            return false;
        }
    }
}
