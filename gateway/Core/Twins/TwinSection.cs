using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Core.Twins;

/// <summary>One section of a twin as JSON: the rules for what may stand in it, and how a patch changes it.</summary>
/// <remarks>Source: Microsoft, "Understand and use device twins in IoT Hub", on format and size.</remarks>
internal static class TwinSection
{
    /// <summary>What is wrong with the content of a section or patch, or null.</summary>
    /// <exception cref="InvalidOperationException">A text in it is no Unicode (ill-formed UTF-8, half a surrogate pair).</exception>
    public static string? Fault(JsonNode? node, int depth = 1) => node switch
    {
        JsonObject or JsonArray when depth > TwinLimits.DepthMax => $"it nests deeper than {TwinLimits.DepthMax} levels",
        JsonObject parent => parent.Select(child => NameFault(child.Key) ?? Fault(child.Value, depth + 1)).FirstOrDefault(IsFault),
        JsonArray array => array.Select(item => Fault(item, depth + 1)).FirstOrDefault(IsFault),
        JsonValue value => ValueFault(value),
        _ => null,
    };

    /// <summary>Merges a patch into a section: objects are merged, null deletes, all else replaces.</summary>
    public static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject nested) Merge(Child(target, name), nested);
            else target[name] = value.DeepClone();
        }
    }

    /// <summary>The patch that turns one section into another: what a device must be told when its properties were replaced.</summary>
    public static JsonObject Difference(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in before)
            if (!after.ContainsKey(name)) patch[name] = null;
        foreach (var (name, value) in after)
        {
            if (before[name] is JsonObject old && value is JsonObject nested)
            {
                if (Difference(old, nested) is { Count: > 0 } inner) patch[name] = inner;
            }
            else if (!JsonNode.DeepEquals(before[name], value))
            {
                patch[name] = value?.DeepClone();
            }
        }

        return patch;
    }

    /// <summary>A section as it is kept.</summary>
    /// <returns>Compact JSON, or null where it is longer than the limit.</returns>
    public static string? Text(JsonObject section, int bytesMax)
    {
        var text = section.ToJsonString();
        return Encoding.UTF8.GetByteCount(text) <= bytesMax ? text : null;
    }

    private static bool IsFault(string? fault) => fault is not null;

    private static string? NameFault(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > TwinLimits.NameBytesMax)
            return $"a name is longer than {TwinLimits.NameBytesMax} bytes";
        // IoT Hub: no control characters, '.', '$' and space.
        return name.Length == 0 || name.Any(c => char.IsControl(c) || c is '.' or '$' or ' ')
            ? $"the name '{name}' is empty or holds a control character, '.', '$' or a space"
            : null;
    }

    private static string? ValueFault(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => Encoding.UTF8.GetByteCount(value.GetValue<string>()) > TwinLimits.ValueBytesMax
            ? $"a text is longer than {TwinLimits.ValueBytesMax} bytes"
            : null,
        JsonValueKind.Number => NumberFault(value.ToJsonString()),
        _ => null,
    };

    private static string? NumberFault(string number)
    {
        if (number.AsSpan().ContainsAny('.', 'e', 'E'))
            return double.IsFinite(double.Parse(number, CultureInfo.InvariantCulture)) ? null : $"the number {number} is too large";
        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            && integer is >= TwinLimits.IntegerMin and <= TwinLimits.IntegerMax
            ? null
            : $"the number {number} is not in the range {TwinLimits.IntegerMin} to {TwinLimits.IntegerMax}";
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
