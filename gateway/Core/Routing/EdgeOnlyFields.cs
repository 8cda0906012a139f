using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Core.Routing.Query;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Routing;

/// <summary>
/// Fields of telemetry that never leave the edge: they are removed from the JSON of a body on its way upstream. Immutable, so safe for
/// use by several threads.
/// </summary>
public sealed class EdgeOnlyFields
{
    // Every item of an array.
    private const int All = -1;

    private readonly ImmutableArray<ImmutableArray<PathStep>> _paths;

    private EdgeOnlyFields(ImmutableArray<ImmutableArray<PathStep>> paths) => _paths = paths;

    /// <summary>Nothing is removed.</summary>
    public static EdgeOnlyFields None { get; } = new([]);

    /// <summary>Reads paths such as <c>$.gps</c>, <c>$.readings[*].location</c> and <c>$.readings[0]</c>.</summary>
    /// <exception cref="FormatException">One is no path; the message says so.</exception>
    public static EdgeOnlyFields Parse(IEnumerable<string> paths) => new([.. paths.Select(ParsePath)]);

    /// <summary>The body without the fields. Names are compared without regard to case; of a name that is there twice, both go.</summary>
    /// <param name="stored">The message.</param>
    /// <param name="body">What may leave; the body itself where nothing was to be removed, or where it is no JSON.</param>
    /// <returns>
    /// False where the body begins like a JSON object or array but cannot be read as one: whether the fields are in it is not known, so it
    /// may not leave.
    /// </returns>
    public bool TryStrip(StoredMessage stored, out ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(stored);
        body = stored.Message.Body;
        if (_paths.IsEmpty) return true;
        var encoding = new RoutedMessage(stored).BodyEncoding() ?? Encoding.UTF8;
        var text = encoding is UTF8Encoding ? body : Encoding.UTF8.GetBytes(encoding.GetString(body.Span));
        if (!BeginsLikeJson(text.Span)) return true;
        if (Strip(text) is not { } stripped) return false;
        if (stripped.Length > 0) body = encoding is UTF8Encoding ? stripped : encoding.GetBytes(Encoding.UTF8.GetString(stripped));
        return true;
    }

    private static bool BeginsLikeJson(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8)) text = text["\uFEFF"u8.Length..];
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] is (byte)'{' or (byte)'[';
    }

    // Null where it cannot be read, empty where there was nothing to remove.
    private byte[]? Strip(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var output = new ArrayBufferWriter<byte>(text.Length);
            using var json = new Utf8JsonWriter(output);
            var isChanged = Write(json, document.RootElement, [.. _paths.Select(path => new Candidate(path, 0))]);
            json.Flush();
            return isChanged ? output.WrittenSpan.ToArray() : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON after all, or a text in it that is no Unicode.
            return null;
        }
    }

    private static bool Write(Utf8JsonWriter json, JsonElement element, Candidate[] candidates)
    {
        if (candidates.Length > 0 && element.ValueKind == JsonValueKind.Object) return WriteObject(json, element, candidates);
        if (candidates.Length > 0 && element.ValueKind == JsonValueKind.Array) return WriteArray(json, element, candidates);
        element.WriteTo(json);
        return false;
    }

    private static bool WriteObject(Utf8JsonWriter json, JsonElement element, Candidate[] candidates)
    {
        var isChanged = false;
        json.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            var inside = Enter(candidates, step => property.Name.Equals(step.Name, StringComparison.OrdinalIgnoreCase));
            if (IsEnd(inside))
            {
                isChanged = true;
                continue;
            }

            json.WritePropertyName(property.Name);
            isChanged |= Write(json, property.Value, inside);
        }

        json.WriteEndObject();
        return isChanged;
    }

    private static bool WriteArray(Utf8JsonWriter json, JsonElement element, Candidate[] candidates)
    {
        var isChanged = false;
        json.WriteStartArray();
        foreach (var (index, item) in element.EnumerateArray().Index())
        {
            var inside = Enter(candidates, step => step.Name is null && (step.Index == All || step.Index == index));
            if (IsEnd(inside)) isChanged = true;
            else isChanged |= Write(json, item, inside);
        }

        json.WriteEndArray();
        return isChanged;
    }

    private static Candidate[] Enter(Candidate[] candidates, Func<PathStep, bool> matches) =>
        [.. candidates.Where(candidate => matches(candidate.Path[candidate.At])).Select(candidate => candidate with { At = candidate.At + 1 })];

    private static bool IsEnd(Candidate[] candidates) => Array.Exists(candidates, candidate => candidate.At == candidate.Path.Length);

    private static ImmutableArray<PathStep> ParsePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var steps = new List<PathStep>();
        var rest = path.StartsWith('$') ? path[1..] : "." + path;
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny(['.', '['], 1);
            if (end < 0) end = rest.Length;
            steps.Add(ParseStep(rest[..end]) ?? throw new FormatException($"'{path}' is no path; write one such as $.gps or $.readings[*].gps"));
            rest = rest[end..];
        }

        return steps.Count > 0 ? [.. steps] : throw new FormatException($"'{path}' names no field; write one such as $.gps");
    }

    private static PathStep? ParseStep(string step)
    {
        if (step[0] == '.') return step.Length > 1 && !step.Contains(']', StringComparison.Ordinal) ? new PathStep(step[1..]) : null;
        if (step[0] != '[' || step[^1] != ']') return null;
        if (step == "[*]") return new PathStep(null, All);
        return int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new PathStep(null, index)
            : null;
    }

    private readonly record struct Candidate(ImmutableArray<PathStep> Path, int At);
}
