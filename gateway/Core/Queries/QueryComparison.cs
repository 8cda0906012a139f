using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>Compares JSON values of one kind; those of different kinds cannot be compared.</summary>
internal static class QueryComparison
{
    /// <summary>Whether a relation holds, or null where it has no meaning.</summary>
    public static bool? Holds(JsonElement left, string relation, JsonElement right) => relation switch
    {
        "=" => AreEqual(left, right),
        "!=" or "<>" => !AreEqual(left, right),
        _ => Order(left, right) is { } order ? Holds(order, relation) : null,
    };

    private static bool Holds(int order, string relation) => relation switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static bool? AreEqual(JsonElement left, JsonElement right) =>
        Kind(left) == Kind(right) ? JsonElement.DeepEquals(left, right) : null;

    private static int? Order(JsonElement left, JsonElement right) => (Kind(left), Kind(right)) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => left.GetDouble().CompareTo(right.GetDouble()),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => null,
    };

    // True and false are two kinds to JSON, but one to a query.
    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
