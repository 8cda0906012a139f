using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.IotHub;

namespace Gateway.Core.Twins;

/// <summary>A patch of the reported properties: objects are merged, null deletes, all else replaces. Immutable, so thread-safe.</summary>
/// <remarks>Source: Microsoft, "Understand and use device twins in IoT Hub", on size and format.</remarks>
public sealed class ReportedPatch
{
    /// <summary>The longest section of a twin, in bytes: 32 KiB.</summary>
    public const int SectionBytesMax = 32 * 1024;

    /// <summary>The deepest nesting of a section.</summary>
    public const int DepthMax = 10;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    private readonly JsonObject _changes;

    private ReportedPatch(JsonObject changes) => _changes = changes;

    /// <summary>Parses a patch.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <returns>The patch, or null where it is no JSON object within the limits.</returns>
    public static ReportedPatch? Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > SectionBytesMax) return null;
        try
        {
            if (JsonNode.Parse(utf8, documentOptions: Json) is not JsonObject changes) return null;
            Materialize(changes);
            return new ReportedPatch(changes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text in it is no Unicode (ill-formed UTF-8, half a surrogate pair).
            return null;
        }
    }

    /// <summary>Applies the patch.</summary>
    /// <param name="twin">The present twin.</param>
    /// <param name="baseVersion">The version of the reported properties that the patch is made for; null for any.</param>
    public TwinChange ApplyTo(Twin twin, long? baseVersion)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (baseVersion is { } version && version != twin.ReportedVersion)
            return new(twin, HubError.PreconditionFailed, $"the reported properties are at version {twin.ReportedVersion}, not {version}");
        var reported = JsonNode.Parse(twin.Reported)!.AsObject();
        Merge(reported, _changes);
        var text = reported.ToJsonString();
        if (Encoding.UTF8.GetByteCount(text) > SectionBytesMax)
            return new(twin, HubError.TooLarge, $"the reported properties would exceed {SectionBytesMax} bytes");
        return new(twin with { Reported = text, ReportedVersion = twin.ReportedVersion + 1 });
    }

    // System.Text.Json decodes texts late; what is wrong with them must come out here, not while others wait for the store.
    private static void Materialize(JsonNode? node)
    {
        if (node is JsonObject parent)
            foreach (var (_, child) in parent) Materialize(child);
        else if (node is JsonArray array)
            foreach (var item in array) Materialize(item);
        else if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String) value.GetValue<string>();
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
