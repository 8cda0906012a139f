using System.Text.Json;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>What a caller of the service API says about an identity that it creates or changes. Immutable.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Devices - Create Or Update Identity".</remarks>
internal sealed record IdentityBody
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private IdentityBody()
    {
    }

    /// <summary>The device that it names, or null.</summary>
    public string? DeviceId { get; private init; }

    /// <summary>The module that it names, or null.</summary>
    public string? ModuleId { get; private init; }

    /// <summary>Whether the identity shall be able to connect, or null where nothing is said.</summary>
    public bool? IsEnabled { get; private init; }

    /// <summary>The operator's words, or null.</summary>
    public string? StatusReason { get; private init; }

    /// <summary>The authentication, or null where the keys are left to the hub.</summary>
    public Authentication? Authentication { get; private init; }

    /// <summary>Reads a body.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="fault">What is wrong with it, or null.</param>
    /// <returns>What it says, or null where it is not valid.</returns>
    public static IdentityBody? Parse(ReadOnlyMemory<byte> utf8, out string? fault)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Json);
            return Read(document.RootElement, out fault);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text in it is no Unicode, or a value is not of its kind.
            fault = "the body is no JSON identity: " + e.Message;
            return null;
        }
    }

    /// <summary>Reads an identity out of a larger document.</summary>
    /// <exception cref="InvalidOperationException">A value is not of its kind.</exception>
    public static IdentityBody? Read(JsonElement body, out string? fault)
    {
        fault = null;
        var status = Text(body, "status");
        var reason = Text(body, "statusReason");
        if (status is not (null or "enabled" or "disabled")) fault = $"the status '{status}' is neither 'enabled' nor 'disabled'";
        if (reason?.Length > RegistryLimits.StatusReasonCharactersMax)
            fault = $"the statusReason is longer than {RegistryLimits.StatusReasonCharactersMax} characters";
        if (Find(body, "capabilities") is { } capabilities && Find(capabilities, "iotEdge") is { ValueKind: JsonValueKind.True })
            fault = "iotEdge devices are not served here; leave the capability out";
        var authentication = AuthenticationBody.Read(Find(body, "authentication"), ref fault);
        return fault is not null ? null : new IdentityBody
        {
            DeviceId = Text(body, "deviceId") ?? Text(body, "id"),
            ModuleId = Text(body, "moduleId"),
            IsEnabled = status is null ? null : status == "enabled",
            StatusReason = reason,
            Authentication = authentication,
        };
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement parent, string name) => Find(parent, name)?.GetString();
}
