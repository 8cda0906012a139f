using System.Text.Json;

namespace Gateway.Core.Service;

/// <summary>One device of a bulk request. Immutable.</summary>
/// <param name="Name">The identity.</param>
/// <param name="Mode">What to do with it: the hub's importMode.</param>
/// <param name="ETag">The ETag that it must have where the mode says so, or null.</param>
/// <param name="Body">What to make of it, or null where that makes no sense.</param>
/// <param name="Fault">What makes no sense, or null.</param>
/// <remarks>Source: Microsoft, "IoT Hub REST, Bulk Registry - Update Registry", ExportImportDevice.</remarks>
internal sealed record BulkEntry(IdentityName Name, string Mode, string? ETag, IdentityBody? Body, string? Fault)
{
    /// <summary>Reads all entries, or null where the body is no array of objects that name devices.</summary>
    public static List<BulkEntry>? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The two others: the body is no array, an entry no object, an id missing or no text.
            return null;
        }
    }

    private static BulkEntry Read(JsonElement entry)
    {
        var name = new IdentityName(entry.GetProperty("id").GetString() ?? "", Text(entry, "moduleId"));
        var body = IdentityBody.Read(entry, out var fault);
        if (entry.TryGetProperty("tags", out _) || entry.TryGetProperty("properties", out _))
            (body, fault) = (null, "tags and properties are not taken here: patch the twin");
        return new BulkEntry(name, Text(entry, "importMode") ?? "create", Text(entry, "eTag"), body, fault);
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
