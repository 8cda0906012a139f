using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>The functions that ask whether a value is there, or of which kind it is.</summary>
/// <remarks>Source: Microsoft, "IoT Hub query language: expressions and conditions", type checking functions.</remarks>
internal static class QueryFunctions
{
    private static readonly Dictionary<string, Func<JsonElement?, bool>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["IS_DEFINED"] = value => value is not null,
        ["IS_NULL"] = value => value is { ValueKind: JsonValueKind.Null },
        ["IS_BOOL"] = value => value is { ValueKind: JsonValueKind.True or JsonValueKind.False },
        ["IS_NUMBER"] = value => value is { ValueKind: JsonValueKind.Number },
        ["IS_STRING"] = value => value is { ValueKind: JsonValueKind.String },
        ["IS_OBJECT"] = value => value is { ValueKind: JsonValueKind.Object },
        ["IS_ARRAY"] = value => value is { ValueKind: JsonValueKind.Array },
        ["IS_PRIMITIVE"] = value => value is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) },
    };

    /// <summary>The function of a name, or null.</summary>
    public static Func<JsonElement?, bool>? Find(string name) => ByName.GetValueOrDefault(name);
}
