using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.IotHub;

namespace Gateway.Core.Twins;

/// <summary>A patch of the reported properties: objects are merged, null deletes, all else replaces.</summary>
/// <remarks>Source: reference/iot-hub-protocol.md sections 1.4 and 1.5.</remarks>
public static class ReportedPatch
{
    /// <summary>The longest section of a twin, in bytes: 32 KiB.</summary>
    public const int SectionBytesMax = 32 * 1024;

    /// <summary>The deepest nesting of a section.</summary>
    public const int DepthMax = 10;

    /// <summary>Applies a patch.</summary>
    /// <param name="twin">The present twin.</param>
    /// <param name="baseVersion">The version of the reported properties that the patch is made for; null for any.</param>
    /// <param name="patch">The patch, UTF-8 JSON.</param>
    public static TwinChange Apply(Twin twin, long? baseVersion, ReadOnlySpan<byte> patch)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (baseVersion is { } version && version != twin.ReportedVersion)
            return new(twin, HubError.PreconditionFailed, $"the reported properties are at version {twin.ReportedVersion}, not {version}");
        if (!TryParse(patch, out var changes)) return new(twin, HubError.ArgumentInvalid, $"the patch is no JSON object of at most {DepthMax} levels");
        var reported = JsonNode.Parse(twin.Reported)!.AsObject();
        Merge(reported, changes);
        var text = reported.ToJsonString();
        if (Encoding.UTF8.GetByteCount(text) > SectionBytesMax)
            return new(twin, HubError.TooLarge, $"the reported properties would exceed {SectionBytesMax} bytes");
        return new(twin with { Reported = text, ReportedVersion = twin.ReportedVersion + 1 });
    }

    private static bool TryParse(ReadOnlySpan<byte> patch, out JsonObject changes)
    {
        changes = [];
        if (patch.Length > SectionBytesMax) return false;
        try
        {
            var node = JsonNode.Parse(patch, documentOptions: new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
            if (node is not JsonObject parsed) return false;
            changes = parsed;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject nested) Merge(Child(target, name), nested);
            else target[name] = value.DeepClone();
        }
    }

    // A new object is merged too, so that nulls inside it vanish instead of being kept.
    private static JsonObject Child(JsonObject target, string name)
    {
        if (target[name] is JsonObject existing) return existing;
        var created = new JsonObject();
        target[name] = created;
        return created;
    }
}
