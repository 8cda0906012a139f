using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.IotHub;
using Gateway.Core.Twins;

namespace Gateway.Core.Upstream;

/// <summary>
/// Keeps one twin equal to the parent's: desired properties as the parent says, reported ones as the device says. Not thread-safe.
/// </summary>
/// <remarks>
/// Source: Microsoft, "Understand and use device twins in IoT Hub": notifications come only while connected, so a device that connects
/// reads its twin, and a version that is not the next one means that a change was missed.
/// </remarks>
public sealed class TwinSync
{
    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false };

    private JsonObject? _reported;
    private bool _isTold;

    /// <summary>The change that makes a twin what the parent answered to GET, with what the device must be told.</summary>
    /// <param name="body">The answer's body: <c>{"desired":{…,"$version":n},"reported":{…}}</c>.</param>
    /// <returns>The change as a function, or null where the body is no twin.</returns>
    public Func<Twin, TwinChange>? Take(ReadOnlyMemory<byte> body)
    {
        if (Parse(body) is not { } twin || twin["desired"] is not JsonObject desired) return null;
        if (TakeVersion(desired) is not { } version) return null;
        var reported = twin["reported"] as JsonObject ?? [];
        Strip(reported);
        if (!IsSound(desired) || !IsSound(reported)) return null;
        _reported = reported;
        return current => Replace(current, desired, version);
    }

    /// <summary>The change that a patch of the desired properties makes.</summary>
    /// <param name="body">The patch as JSON, with or without <c>$version</c>.</param>
    /// <param name="version">The version after it.</param>
    /// <returns>
    /// The change as a function, refused with <see cref="HubError.PreconditionFailed"/> where it is not the next one and the whole twin
    /// is to be read; null where the body is no patch.
    /// </returns>
    public static Func<Twin, TwinChange>? Patch(ReadOnlyMemory<byte> body, long version)
    {
        if (Parse(body) is not { } patch) return null;
        Strip(patch);
        if (!IsSound(patch)) return null;
        return current => version == current.DesiredVersion + 1
            ? Merge(current, patch, version)
            : new TwinChange(current, HubError.PreconditionFailed, $"version {version} does not follow {current.DesiredVersion}");
    }

    /// <summary>What the parent must be told so that its reported properties are those of the twin.</summary>
    /// <returns>
    /// The patch as JSON, or null where there is nothing to tell, or the parent's twin is not known yet. What the parent has and the twin
    /// here never had stays there: the device may have reported it before it came to this gateway.
    /// </returns>
    public string? ReportedPatch(Twin twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (_reported is null) return null;
        var patch = TwinSection.Difference(_reported, JsonNode.Parse(twin.Reported)!.AsObject());
        if (!_isTold) RemoveDeletions(patch);
        return patch.Count > 0 ? patch.ToJsonString() : null;
    }

    /// <summary>The parent took what <see cref="ReportedPatch"/> said about this twin.</summary>
    public void Told(Twin twin)
    {
        ArgumentNullException.ThrowIfNull(twin);
        (_reported, _isTold) = (JsonNode.Parse(twin.Reported)!.AsObject(), true);
    }

    private static TwinChange Replace(Twin twin, JsonObject desired, long version)
    {
        var patch = TwinSection.Difference(JsonNode.Parse(twin.Desired)!.AsObject(), desired);
        return new(twin with { Desired = desired.ToJsonString(), DesiredVersion = version })
        {
            DesiredPatch = patch.Count > 0 ? patch.ToJsonString() : null,
        };
    }

    private static TwinChange Merge(Twin twin, JsonObject patch, long version)
    {
        var desired = JsonNode.Parse(twin.Desired)!.AsObject();
        TwinSection.Merge(desired, patch);
        return new(twin with { Desired = desired.ToJsonString(), DesiredVersion = version }) { DesiredPatch = patch.ToJsonString() };
    }

    // A section that was deleted as a whole goes with its name, one that lost a part keeps the rest.
    private static void RemoveDeletions(JsonObject patch)
    {
        foreach (var (name, value) in patch.ToList())
        {
            if (value is JsonObject nested) RemoveDeletions(nested);
            if (value is null or JsonObject { Count: 0 }) patch.Remove(name);
        }
    }

    // Texts are decoded late: what is wrong with them must come out here, not while others wait for the store.
    private static bool IsSound(JsonObject section)
    {
        try
        {
            return TwinSection.Fault(section) is null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span, documentOptions: Json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? TakeVersion(JsonObject section)
    {
        var version = section[HubTopics.Version] is JsonValue value && value.TryGetValue<long>(out var number) ? number : (long?)null;
        Strip(section);
        return version;
    }

    private static void Strip(JsonObject section)
    {
        section.Remove(HubTopics.Version);
        section.Remove("$metadata");
    }
}
