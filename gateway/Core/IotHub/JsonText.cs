using System.Text;
using System.Text.Encodings.Web;

namespace Gateway.Core.IotHub;

/// <summary>JSON objects of strings, written as text; only what JSON demands is escaped. Thread-safe.</summary>
internal static class JsonText
{
    /// <summary>Writes <c>{"name":"value",…}</c>.</summary>
    public static string Object(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0) return "{}";
        var json = new StringBuilder("{");
        AppendMembers(json, pairs);
        return json.Append('}').ToString();
    }

    /// <summary>Writes <c>"name":"value",…</c>.</summary>
    public static void AppendMembers(StringBuilder json, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0) json.Append(',');
            AppendMember(json, pairs[i].Key, pairs[i].Value);
        }
    }

    /// <summary>Writes <c>"name":"value"</c>.</summary>
    public static StringBuilder AppendMember(StringBuilder json, string name, string value) =>
        json.Append('"').Append(Escape(name)).Append("\":\"").Append(Escape(value)).Append('"');

    private static string Escape(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
}
