using System.Text.Json;

namespace Gateway.Core.Routing.Query;

/// <summary>A value of a routing query. Immutable, so safe for use by several threads.</summary>
internal readonly record struct QueryValue
{
    public static readonly QueryValue Undefined;
    public static readonly QueryValue Null = new() { Kind = QueryValueKind.Null };
    public static readonly QueryValue True = Of(true);

    public QueryValueKind Kind { get; private init; }

    public bool Truth { get; private init; }

    public double Number { get; private init; }

    public string? Text { get; private init; }

    /// <summary>Whether it is true; nothing else counts as true.</summary>
    public bool IsTrue => Kind == QueryValueKind.Boolean && Truth;

    public bool IsFalse => Kind == QueryValueKind.Boolean && !Truth;

    public static QueryValue Of(bool truth) => new() { Kind = QueryValueKind.Boolean, Truth = truth };

    /// <summary>A number; undefined where it is not finite, as after a division by zero.</summary>
    public static QueryValue Of(double number) =>
        double.IsFinite(number) ? new QueryValue { Kind = QueryValueKind.Number, Number = number } : Undefined;

    /// <summary>A text; undefined where there is none.</summary>
    public static QueryValue Of(string? text) => text is null ? Undefined : new QueryValue { Kind = QueryValueKind.Text, Text = text };

    /// <summary>A value out of a JSON document.</summary>
    public static QueryValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => OfString(json),
        JsonValueKind.Number => Of(json.GetDouble()),
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.Null => Null,
        JsonValueKind.Array => new QueryValue { Kind = QueryValueKind.Array },
        JsonValueKind.Object => new QueryValue { Kind = QueryValueKind.Object },
        _ => Undefined,
    };

    private static QueryValue OfString(JsonElement json)
    {
        try
        {
            return Of(json.GetString());
        }
        catch (InvalidOperationException)
        {
            // The text is no Unicode (half a surrogate pair), so there is nothing to compare it with.
            return Undefined;
        }
    }
}
