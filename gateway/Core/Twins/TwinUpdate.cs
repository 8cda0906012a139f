using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.IotHub;

namespace Gateway.Core.Twins;

/// <summary>
/// What the service side wants of a twin: a patch of tags and desired properties, or others in their place. Immutable, so thread-safe.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Twins - Update Device Twin" and "Replace Device Twin".</remarks>
public sealed class TwinUpdate
{
    // What the hub adds to a section when it writes one; callers send back what they read.
    private static readonly string[] Added = ["$version", "$metadata"];

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonObject? _tags;
    private readonly JsonObject? _desired;
    private readonly bool _replaces;

    private TwinUpdate(JsonObject? tags, JsonObject? desired, bool replaces) => (_tags, _desired, _replaces) = (tags, desired, replaces);

    /// <summary>Parses a request's body: <c>{"tags":{…},"properties":{"desired":{…}}}</c>, each part optional, all else ignored.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="replaces">Whether it stands in the place of what is there, instead of being merged into it.</param>
    /// <param name="fault">Why it is no update, or null.</param>
    /// <returns>The update, or null where it breaks a rule of <see cref="TwinLimits"/>.</returns>
    public static TwinUpdate? Parse(ReadOnlySpan<byte> utf8, bool replaces, out string? fault)
    {
        fault = "the body is no JSON object with 'tags' and 'properties.desired' as objects";
        try
        {
            if (JsonNode.Parse(utf8, documentOptions: Json) is not JsonObject body) return null;
            if (!TryFind(body, "tags", out var tags) || !TryFind(body, "properties", out var properties)) return null;
            JsonObject? desired = null;
            if (properties is not null && !TryFind(properties, "desired", out desired)) return null;
            foreach (var name in Added) desired?.Remove(name);
            fault = TwinSection.Fault(tags) ?? TwinSection.Fault(desired);
            return fault is null ? new TwinUpdate(tags, desired, replaces) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text in it is no Unicode (ill-formed UTF-8, half a surrogate pair).
            return null;
        }
    }

    /// <summary>Applies the update.</summary>
    /// <param name="twin">The present twin.</param>
    /// <param name="serviceVersion">The <see cref="Twin.ServiceVersion"/> that it is made for; null for any.</param>
    /// <returns>The change, with what the device must be told as <see cref="TwinChange.DesiredPatch"/>.</returns>
    public TwinChange ApplyTo(Twin twin, long? serviceVersion)
    {
        ArgumentNullException.ThrowIfNull(twin);
        if (serviceVersion is not null && serviceVersion != twin.ServiceVersion)
            return new(twin, HubError.PreconditionFailed, "the twin has another ETag by now; read it again");
        var (tags, desired) = (Next(twin.Tags, _tags), Next(twin.Desired, _desired));
        if (tags is not null)
        {
            if (TwinSection.Text(tags, TwinLimits.TagsBytesMax) is not { } text) return TooLarge(twin, "tags", TwinLimits.TagsBytesMax);
            twin = twin with { Tags = text, TagsVersion = twin.TagsVersion + 1 };
        }

        if (desired is null) return new(twin);
        if (TwinSection.Text(desired, TwinLimits.SectionBytesMax) is not { } properties)
            return TooLarge(twin, "desired properties", TwinLimits.SectionBytesMax);
        var patch = _replaces ? TwinSection.Difference(JsonNode.Parse(twin.Desired)!.AsObject(), desired) : _desired!;
        return new(twin with { Desired = properties, DesiredVersion = twin.DesiredVersion + 1 }) { DesiredPatch = patch.ToJsonString() };
    }

    // Null where the update does not touch the section.
    private JsonObject? Next(string present, JsonObject? wanted)
    {
        if (wanted is null && !_replaces) return null;
        var next = _replaces ? [] : JsonNode.Parse(present)!.AsObject();
        TwinSection.Merge(next, wanted ?? []);
        return next;
    }

    private static TwinChange TooLarge(Twin twin, string section, int bytesMax) =>
        new(twin, HubError.TooLarge, $"the {section} would exceed {bytesMax} bytes");

    // A part that is null is as good as left out.
    private static bool TryFind(JsonObject parent, string name, out JsonObject? found)
    {
        found = parent[name] as JsonObject;
        return found is not null || parent[name] is null;
    }
}
