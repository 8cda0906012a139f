using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Cloud.Core.Events;

/// <summary>JSON in which any array or object may have been encoded once more as a string.</summary>
internal static class LooseJson
{
    /// <summary>The same text with U+FFFD where bytes are not UTF-8, so that one bad body spoils no other in its batch.</summary>
    public static ReadOnlyMemory<byte> WellFormed(ReadOnlyMemory<byte> json) =>
        Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));

    /// <summary>The elements of an array, however wrapped; anything else counts as an array of itself, null as an empty one.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement value)
    {
        var inner = Unwrapped(value);
        return inner.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Array => [.. inner.EnumerateArray()],
            _ => [value],
        };
    }

    /// <summary>The array or object inside a string, or the value itself where it is none.</summary>
    public static JsonElement Unwrapped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value;
        var text = Text(value);
        if (text.AsSpan().TrimStart() is not ['[' or '{', ..]) return value;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>A member of an object, or an undefined element where there is none.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A string's text, or anything else's JSON. Half a surrogate pair, which is no text, becomes U+FFFD.</summary>
    public static string Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD" + value.GetRawText();
        }
    }

    public static bool TryParseInteger(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
