using System.Text.Json;
using Gateway.Core.Methods;

namespace Gateway.Core.Service;

/// <summary>A direct method call as the service side asks for it. Immutable while its payload's memory is.</summary>
/// <param name="Name">The method.</param>
/// <param name="ConnectTimeout">How long to wait for the device to connect.</param>
/// <param name="ResponseTimeout">How long to wait for the answer.</param>
/// <param name="Payload">JSON for the device; "null" where the caller gave none.</param>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Invoke Method", CloudToDeviceMethod.</remarks>
internal sealed record MethodBody(string Name, TimeSpan ConnectTimeout, TimeSpan ResponseTimeout, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads a body.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="fault">What is wrong with it, or null.</param>
    public static MethodBody? Parse(ReadOnlyMemory<byte> utf8, out string? fault)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return Read(document.RootElement, out fault);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: a value is not of its kind. FormatException: a number of seconds is no whole one.
            fault = "the body is no JSON method call: " + e.Message;
            return null;
        }
    }

    private static MethodBody? Read(JsonElement body, out string? fault)
    {
        var name = body.TryGetProperty("methodName", out var text) ? text.GetString() : null;
        var connect = Seconds(body, "connectTimeoutInSeconds", 0);
        var response = Seconds(body, "responseTimeoutInSeconds", MethodLimits.ResponseSeconds);
        byte[] payload = body.TryGetProperty("payload", out var value) ? JsonSerializer.SerializeToUtf8Bytes(value) : [.. "null"u8];
        fault = name is null || !MethodLimits.IsValidName(name)
            ? $"methodName must be 1 to {MethodLimits.NameCharactersMax} ASCII characters, no space and none of $()<>@,;:\\\"/[]?={{}}+#"
            : connect is < 0 or > MethodLimits.ConnectSecondsMax
            ? $"connectTimeoutInSeconds must be in the range 0 to {MethodLimits.ConnectSecondsMax}"
            : response is < MethodLimits.ResponseSecondsMin or > MethodLimits.ResponseSecondsMax
            ? $"responseTimeoutInSeconds must be in the range {MethodLimits.ResponseSecondsMin} to {MethodLimits.ResponseSecondsMax}"
            : payload.Length > MethodLimits.PayloadBytesMax
            ? $"the payload is longer than {MethodLimits.PayloadBytesMax} bytes"
            : null;
        return fault is null ? new MethodBody(name!, TimeSpan.FromSeconds(connect), TimeSpan.FromSeconds(response), payload) : null;
    }

    private static int Seconds(JsonElement body, string name, int absent) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetInt32() : absent;
}
