using System.Text.Json;
using Firmware.Core.Ports;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Dps;

/// <summary>One answer of DPS. Immutable.</summary>
/// <param name="RequestId">The request that it answers.</param>
/// <param name="RetryAfter">When to ask again; null when this answer is the last.</param>
/// <param name="OperationId">The running registration to ask for, or null to register again.</param>
/// <param name="Assignment">The outcome, or null while there is none and when it failed.</param>
/// <param name="Failure">Why it failed, in words, or null.</param>
internal sealed record DpsAnswer(int RequestId, TimeSpan? RetryAfter, string? OperationId, HubAssignment? Assignment, string? Failure)
{
    private const int DefaultRetryAfterSeconds = 2;
    private const int RetryAfterMaxSeconds = 60;
    private const int TooManyRequests = 429;

    /// <summary>Reads an answer.</summary>
    /// <returns>Null when the message is no answer to a registration.</returns>
    public static DpsAnswer? Read(MqttMessage message)
    {
        if (!DpsTopics.TryParseAnswer(message.Topic, out var status, out var requestId, out var retryAfter)) return null;
        var wait = TimeSpan.FromSeconds(Math.Min(retryAfter ?? DefaultRetryAfterSeconds, RetryAfterMaxSeconds));
        if (status >= TooManyRequests) return new DpsAnswer(requestId, wait, null, null, $"DPS is busy status={status}");
        try
        {
            using var body = JsonDocument.Parse(message.Payload);
            return status is 200 or 202
                ? OfState(requestId, wait, body.RootElement)
                : Failed(requestId, $"status={status} {Explain(body.RootElement)}");
        }
        catch (JsonException)
        {
            return Failed(requestId, $"status={status} and a body that is no JSON");
        }
    }

    private static DpsAnswer OfState(int requestId, TimeSpan wait, JsonElement body)
    {
        switch (Text(body, "status"))
        {
            case "assigning" or "unassigned" when Text(body, "operationId") is { } operationId:
                return new DpsAnswer(requestId, wait, operationId, null, null);
            case "assigned" when Member(body, "registrationState") is { } state
                && Text(state, "assignedHub") is { } hub && Text(state, "deviceId") is { } deviceId:
                return new DpsAnswer(requestId, null, null, new HubAssignment(hub, deviceId), null);
            default:
                var about = Member(body, "registrationState") ?? body;
                return Failed(requestId, $"registration status={Text(body, "status")} {Explain(about)}");
        }
    }

    private static DpsAnswer Failed(int requestId, string failure) => new(requestId, null, null, null, failure);

    private static string Explain(JsonElement body) =>
        $"code={Member(body, "errorCode")} error={Text(body, "errorMessage") ?? Text(body, "message")}";

    private static JsonElement? Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement body, string name) =>
        Member(body, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
