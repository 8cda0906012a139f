using System.Collections;
using System.Text.Json;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// JSON as the firmware takes it from a twin, with the types that nanoFramework.Json gives on the board: Hashtable, ArrayList, string,
/// bool, int where it fits, else long, else double. Pure.
/// </summary>
internal static class TwinDocument
{
    /// <summary>Reads a JSON object.</summary>
    /// <returns>The object, or null when the text is none.</returns>
    public static Hashtable? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return ValueOf(document.RootElement) as Hashtable;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text in it is no Unicode.
            return null;
        }
    }

    /// <summary>Reads a JSON object.</summary>
    /// <returns>The object, or null when the text is none.</returns>
    public static Hashtable? Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => TableOf(element),
        JsonValueKind.Array => new ArrayList(element.EnumerateArray().Select(ValueOf).ToArray()),
        JsonValueKind.Number => NumberOf(element),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object NumberOf(JsonElement element)
    {
        if (element.TryGetInt32(out var number)) return number;
        if (element.TryGetInt64(out var wide)) return wide;
        return element.GetDouble();
    }

    private static Hashtable TableOf(JsonElement element)
    {
        var table = new Hashtable();
        foreach (var member in element.EnumerateObject()) table[member.Name] = ValueOf(member.Value);
        return table;
    }
}
