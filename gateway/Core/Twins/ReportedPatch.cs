using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Core.IotHub;

namespace Gateway.Core.Twins;

/// <summary>A patch of the reported properties: objects are merged, null deletes, all else replaces. Immutable, so thread-safe.</summary>
/// <remarks>Source: Microsoft, "Understand and use device twins in IoT Hub", on size and format.</remarks>
public sealed class ReportedPatch
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly JsonObject _changes;

    private ReportedPatch(JsonObject changes) => _changes = changes;

    /// <summary>Parses a patch.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="fault">Why it is none, or null.</param>
    /// <returns>The patch, or null where it is no JSON object within the limits of <see cref="TwinLimits"/>.</returns>
    public static ReportedPatch? Parse(ReadOnlySpan<byte> utf8, out string? fault)
    {
        fault = $"the patch is no JSON object of at most {TwinLimits.SectionBytesMax} bytes";
        if (utf8.Length > TwinLimits.SectionBytesMax) return null;
        try
        {
            if (JsonNode.Parse(utf8, documentOptions: Json) is not JsonObject changes) return null;
            fault = TwinSection.Fault(changes);
            return fault is null ? new ReportedPatch(changes) : null;
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
        TwinSection.Merge(reported, _changes);
        return TwinSection.Text(reported, TwinLimits.SectionBytesMax) is { } text
            ? new(twin with { Reported = text, ReportedVersion = twin.ReportedVersion + 1 })
            : new(twin, HubError.TooLarge, $"the reported properties would exceed {TwinLimits.SectionBytesMax} bytes");
    }
}
