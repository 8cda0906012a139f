using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Core.Routing.Query;

/// <summary>
/// The functions of a query, by name in any case. Of arguments that are not of the kind a function takes, the result is undefined.
/// </summary>
/// <remarks>Source: Microsoft, "IoT Hub query language for device and module twins, jobs, and message routing", on functions.</remarks>
internal static class QueryFunctions
{
    private static readonly FrozenDictionary<string, QueryFunction> Functions = new Dictionary<string, QueryFunction>
    {
        ["ABS"] = Math1(Math.Abs),
        ["EXP"] = Math1(Math.Exp),
        ["POWER"] = new(2, 2, values => AreNumbers(values) ? QueryValue.Of(Math.Pow(values[0].Number, values[1].Number)) : default),
        ["SQUARE"] = Math1(x => x * x),
        ["CEILING"] = Math1(Math.Ceiling),
        ["FLOOR"] = Math1(Math.Floor),
        ["SIGN"] = Math1(x => Math.Sign(x)),
        ["SQRT"] = Math1(Math.Sqrt),
        ["AS_NUMBER"] = new(1, 1, values => AsNumber(values[0])),
        ["IS_ARRAY"] = Test(kind => kind == QueryValueKind.Array),
        ["IS_BOOL"] = Test(kind => kind == QueryValueKind.Boolean),
        ["IS_DEFINED"] = Test(kind => kind != QueryValueKind.Undefined),
        ["IS_NULL"] = Test(kind => kind == QueryValueKind.Null),
        ["IS_NUMBER"] = Test(kind => kind == QueryValueKind.Number),
        ["IS_OBJECT"] = Test(kind => kind == QueryValueKind.Object),
        ["IS_PRIMITIVE"] = Test(
            kind => kind is QueryValueKind.Null or QueryValueKind.Boolean or QueryValueKind.Number or QueryValueKind.Text),
        ["IS_STRING"] = Test(kind => kind == QueryValueKind.Text),
        ["CONCAT"] = new(
            2, int.MaxValue, values => AreTexts(values) ? QueryValue.Of(string.Concat(values.Select(value => value.Text))) : default),
        ["LENGTH"] = Text1(text => QueryValue.Of(text.Length)),
        ["LOWER"] = Text1(text => QueryValue.Of(text.ToLowerInvariant())),
        ["UPPER"] = Text1(text => QueryValue.Of(text.ToUpperInvariant())),
        ["SUBSTRING"] = new(2, 3, Substring),
        ["INDEX_OF"] = Text2((text, part) => QueryValue.Of(text.IndexOf(part, StringComparison.Ordinal))),
        ["STARTS_WITH"] = Text2((text, part) => QueryValue.Of(text.StartsWith(part, StringComparison.Ordinal))),
        ["ENDS_WITH"] = Text2((text, part) => QueryValue.Of(text.EndsWith(part, StringComparison.Ordinal))),
        ["CONTAINS"] = Text2((text, part) => QueryValue.Of(text.Contains(part, StringComparison.Ordinal))),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a function, or returns null.</summary>
    public static QueryFunction? Find(string name) => Functions.GetValueOrDefault(name);

    private static QueryFunction Math1(Func<double, double> compute) =>
        new(1, 1, values => AreNumbers(values) ? QueryValue.Of(compute(values[0].Number)) : default);

    private static QueryFunction Test(Func<QueryValueKind, bool> holds) => new(1, 1, values => QueryValue.Of(holds(values[0].Kind)));

    private static QueryFunction Text1(Func<string, QueryValue> compute) =>
        new(1, 1, values => AreTexts(values) ? compute(values[0].Text!) : default);

    private static QueryFunction Text2(Func<string, string, QueryValue> compute) =>
        new(2, 2, values => AreTexts(values) ? compute(values[0].Text!, values[1].Text!) : default);

    private static bool AreNumbers(IReadOnlyList<QueryValue> values) => values.All(value => value.Kind == QueryValueKind.Number);

    private static bool AreTexts(IReadOnlyList<QueryValue> values) => values.All(value => value.Kind == QueryValueKind.Text);

    private static QueryValue AsNumber(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Number => value,
        QueryValueKind.Text when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            QueryValue.Of(number),
        _ => default,
    };

    // SUBSTRING(text, start from 0 [, length]); what is not there is not returned.
    private static QueryValue Substring(IReadOnlyList<QueryValue> values)
    {
        if (values[0].Text is not { } text || !AreNumbers([.. values.Skip(1)])) return default;
        var start = Math.Floor(values[1].Number);
        var length = values.Count == 3 ? Math.Floor(values[2].Number) : double.MaxValue;
        if (start < 0 || length < 0) return default;
        var from = (int)Math.Min(start, text.Length);
        return QueryValue.Of(text.Substring(from, (int)Math.Min(length, text.Length - from)));
    }
}
